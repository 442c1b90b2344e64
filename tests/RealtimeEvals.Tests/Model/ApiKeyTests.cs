using System.Text;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Model;

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
    [InlineData("a sk-1 b sk-1", "a [redacted] b [redacted]")]
    [InlineData("SK-1", "SK-1")]
    [InlineData("", "")]
    public void Redact_replaces_every_occurrence(string text, string expected)
    {
        ApiKey key = ApiKey.From("sk-1")!;

        Assert.Equal(expected, key.Redact(text));
        Assert.Equal(expected, Encoding.UTF8.GetString(key.RedactJson(Given.Utf8(text)).Span));
    }

    [Theory]
    [InlineData("""{"m":"sk-a/b+c"}""")]
    [InlineData("""{"m":"sk-a\/b+c"}""")]
    [InlineData("""{"m":"sk\u002da\/b\u002Bc"}""")]
    public void RedactJson_finds_the_key_however_it_is_escaped(string json)
    {
        string redacted = Encoding.UTF8.GetString(ApiKey.From("sk-a/b+c")!.RedactJson(Given.Utf8(json)).Span);

        Assert.Equal(ApiKey.Mask, Given.Json(redacted).GetProperty("m").GetString());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("quo\"te")]
    [InlineData("back\\slash")]
    [InlineData("schl\u00fcssel")]
    public void From_what_no_key_holds_is_refused(string text) => Assert.Equal("ApiKeyInvalid", Assert.Throws<EvalException>(() => ApiKey.From(text)).ErrorId);
}
