using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ShownAddressTests
{
    [Theory]
    [InlineData("wss://host/v1/realtime?api-key=secret&model=m#secret", "wss://host/v1/realtime")]
    [InlineData("https://user:secret@host:8443/v1", "https://host:8443/v1")]
    [InlineData("http://[::1]:80/?secret", "http://[::1]/")]
    [InlineData("  ftp://user:secret@host/a?secret  ", "[redacted]")]
    [InlineData("  ftp://host/a?secret  ", "ftp://host/a")]
    [InlineData("host/path?api-key=secret", "host/path")]
    [InlineData("host#secret", "host")]
    [InlineData("user:secret@host:port/path?x", "[redacted]")]
    [InlineData("wss://user:sec?ret@host:no/path", "[redacted]")]
    [InlineData("//user:secret@host", "[redacted]")]
    public void Address_is_shown_without_what_may_be_secret(string text, string shown)
    {
        Assert.Equal(shown, ShownAddress.Of(text));
        Assert.DoesNotContain("sec", ShownAddress.Of(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://host/p?api-key=top-secret")]
    [InlineData("host/p?api-key=top-secret")]
    [InlineData("ws://host/p?api-key=top-secret")]
    [InlineData("wss://u:top-secret@host/p")]
    [InlineData("wss://NAME.openai.azure.com/openai/realtime?api-key=top-secret&api-version=2024-10-01-preview")]
    [InlineData("https://NAME.openai.azure.com/v1?api-key=top-secret")]
    [InlineData("sk-the-key-itself")]
    [InlineData("ws://host/sk-the-key-itself")]
    public void Error_about_an_address_holds_no_secret_of_it(string endpoint)
    {
        EvalException exception = Assert.Throws<EvalException>(
            () => ServiceTarget.Resolve(endpoint, null, ApiKey.From("sk-the-key-itself")));

        Assert.Equal("InvalidEndpoint", exception.ErrorId);
        Assert.DoesNotContain("top-secret", $"{exception} {exception.Target} {exception.RecommendedAction}", StringComparison.Ordinal);
        Assert.DoesNotContain(
            "sk-the-key-itself",
            $"{exception} {exception.Target} {exception.RecommendedAction}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Target_shows_no_query_and_takes_its_values_for_secrets()
    {
        ServiceTarget target = ServiceTarget.Resolve(
            null,
            "https://host/v1?api-key=top%2Dsecret&api-version=2025-04-01-preview&deployment=my-deployment",
            ApiKey.From("sk-the-key-itself"));

        Assert.Equal(
            ("wss://host/v1/realtime", "https://host/v1", "https://host/v1"),
            (target.ShownRealtime, target.ShownRest, target.SpeechSource));
        Assert.Equal("host at wss://host/v1/realtime", $"{target}");
        Assert.Equal(
            "[redacted] [redacted] 2025-04-01-preview my-deployment",
            target.Redactor.Redact("sk-the-key-itself top-secret 2025-04-01-preview my-deployment"));
    }
}
