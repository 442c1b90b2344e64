using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ApiKeyTests
{
    [Theory]
    [InlineData("sk-1", "sk-1")]
    [InlineData("  sk-1\r\n", "sk-1")]
    [InlineData("", null)]
    [InlineData(" \t\n", null)]
    [InlineData(null, null)]
    public void From_trims_and_takes_nothing_for_no_key(string? text, string? key) => Assert.Equal(key, ApiKey.From(text)?.Reveal());

    [Fact]
    public void ToString_never_shows_the_secret()
    {
        ApiKey key = ApiKey.From("sk-1")!;

        Assert.Equal("[redacted]", key.ToString());
        Assert.Equal("[redacted]", $"{key}");
        Assert.DoesNotContain("sk-1", System.Text.Json.JsonSerializer.Serialize(key), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", false)]
    [InlineData("none", false)]
    [InlineData("EMPTY", false)]
    [InlineData("account", false)]
    [InlineData("redacted", false)]
    [InlineData("accounts", true)]
    [InlineData("sk-0123456789", true)]
    public void Key_that_is_too_short_is_no_secret(string key, bool isSecret) => Assert.Equal(isSecret, ApiKey.From(key)!.IsSecret);

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("quo\"te")]
    [InlineData("back\\slash")]
    [InlineData("schl\u00fcssel")]
    public void From_what_no_key_holds_is_refused(string text) =>
        Assert.Equal("ApiKeyInvalid", Assert.Throws<EvalException>(() => ApiKey.From(text)).ErrorId);
}
