using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class RetryWaitsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(0.001)]
    public void Waits_double_from_half_a_second_whatever_little_is_asked_for(double? asked)
    {
        TimeSpan[] waits = [.. Waits(limit: 300, asked)];

        double[] nominal = [0.5, 1, 2, 4, 8, 16, .. Enumerable.Repeat(30.0, 14)];
        Assert.InRange(waits.Length, 10, 20);
        Assert.All(waits.Zip(nominal), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.75, pair.Second * 1.25));
        Assert.NotEqual(0.5, waits[0].TotalSeconds);
    }

    [Theory]
    [InlineData(15, 0.0)]
    [InlineData(15, 3.0)]
    [InlineData(15, 15.0)]
    [InlineData(86_400, 172_800.0)]
    [InlineData(0, 0.0)]
    public void No_attempt_starts_after_the_limit(double limit, double asked) =>
        Assert.InRange(Waits(limit, asked).Sum(wait => wait.TotalSeconds), 0, limit);

    [Fact]
    public void Wait_that_is_asked_for_is_never_cut_short_and_varies()
    {
        double[] waits = [.. Waits(limit: 60, asked: 10).Select(wait => wait.TotalSeconds)];

        Assert.NotEmpty(waits);
        Assert.All(waits, wait => Assert.InRange(wait, 10, 12.5));
        Assert.Equal(waits.Length, waits.Distinct().Count());
    }

    [Fact]
    public void Wait_that_just_fits_is_waited() => Assert.Equal([15.0], Waits(limit: 15, asked: 15).Select(wait => wait.TotalSeconds));

    [Fact]
    public void Wait_beyond_the_limit_ends_at_once() => Assert.Empty(Waits(limit: 15, asked: 15.5));

    [Fact]
    public void Same_seed_gives_the_same_waits_and_another_seed_others()
    {
        Assert.Equal(Waits(limit: 60, asked: null, seed: 7), Waits(limit: 60, asked: null, seed: 7));
        Assert.NotEqual(Waits(limit: 60, asked: null, seed: 7), Waits(limit: 60, asked: null, seed: 8));
    }

    [Fact]
    public void Attempt_that_would_end_after_the_caller_has_gone_is_not_made()
    {
        var time = new ManualTime();
        var waits = new RetryWaits(TimeSpan.FromSeconds(15), seed: 1, time, patience: TimeSpan.FromSeconds(4));

        time.Advance(TimeSpan.FromSeconds(1));
        TimeSpan? first = waits.Next(asked: null);
        time.Advance(first!.Value + TimeSpan.FromSeconds(1));

        Assert.Null(waits.Next(asked: null));
    }

    private static List<TimeSpan> Waits(double limit, double? asked, int seed = 1)
    {
        var time = new ManualTime();
        var waits = new RetryWaits(TimeSpan.FromSeconds(limit), seed, time);
        var all = new List<TimeSpan>();
        while (waits.Next(asked is double seconds ? TimeSpan.FromSeconds(seconds) : null) is TimeSpan wait)
        {
            all.Add(wait);
            time.Advance(wait);
        }

        return all;
    }
}
