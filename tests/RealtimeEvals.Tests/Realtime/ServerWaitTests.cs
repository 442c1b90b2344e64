using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ServerWaitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("0.25", 0.25)]
    [InlineData("172800", 172_800)]
    [InlineData("99999999999999999999", 172_800)]
    [InlineData("Fri, 20 Nov 2026 09:30:12 GMT", 12)]
    [InlineData("Friday, 20-Nov-26 09:30:12 GMT", 12)]
    [InlineData("Fri, 20 Nov 2026 09:29:00 GMT", 0)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 172_800)]
    public void Retry_after_is_a_span_from_zero_to_the_longest(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("Retry-After", value)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-1")]
    [InlineData("-99999999999")]
    [InlineData("+5")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("∞")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("soon")]
    [InlineData("7 s")]
    [InlineData("Fri, 99 Nov 2026 09:30:12 GMT")]
    [InlineData("\u0667")]
    public void Retry_after_that_cannot_be_read_is_none(string value) => Assert.Null(Read(("Retry-After", value)));

    [Fact]
    public void Number_of_hundreds_of_digits_is_the_longest_wait() =>
        Assert.Equal(ServerWait.Longest, Read(("Retry-After", new string('9', 400))));

    [Fact]
    public void Date_counts_by_the_clock_of_the_service() =>
        Assert.Equal(
            TimeSpan.FromSeconds(12),
            Read(("Date", "Fri, 20 Nov 2026 11:00:00 GMT"), ("Retry-After", "Fri, 20 Nov 2026 11:00:12 GMT")));

    [Theory]
    [InlineData("1500", 1.5)]
    [InlineData("0", 0)]
    [InlineData("0.5", 0.0005)]
    public void Milliseconds_come_before_seconds(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("retry-after-ms", value), ("Retry-After", "60")));

    [Fact]
    public void Milliseconds_that_cannot_be_read_leave_the_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(60), Read(("retry-after-ms", "-5"), ("Retry-After", "60")));

    [Fact]
    public void Largest_of_several_counts() =>
        Assert.Equal(TimeSpan.FromSeconds(9), Read(("Retry-After", "0"), ("Retry-After", "9"), ("Retry-After", "x")));

    [Theory]
    [InlineData("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "6s", 6)]
    [InlineData("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "1s250ms", 1.25)]
    [InlineData("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "0.5s", 0.5)]
    [InlineData("x-ratelimit-remaining", "0", "x-ratelimit-reset", "4", 4)]
    [InlineData("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "30s", 30)]
    public void Reset_of_an_empty_limit_counts(string left, string none, string reset, string span, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read((left, none), (reset, span)));

    [Theory]
    [InlineData("7", "6s")]
    [InlineData("", "6s")]
    [InlineData("0", "")]
    [InlineData("0", "-6s")]
    [InlineData("0", "s")]
    [InlineData("0", "6y")]
    [InlineData("0", "23h59m")]
    [InlineData("0", "1763631000")]
    [InlineData("0", "999999999d999999999d")]
    public void Reset_of_a_limit_that_is_not_empty_or_takes_long_is_none(string left, string span) =>
        Assert.Null(Read(("x-ratelimit-remaining-tokens", left), ("x-ratelimit-reset-tokens", span)));

    [Fact]
    public void Nothing_asked_is_none() => Assert.Null(Read());

    private static TimeSpan? Read(params (string Name, string Value)[] headers) =>
        ServerWait.Read(
            name => headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value),
            Now);
}
