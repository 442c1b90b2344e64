using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ServiceTargetTests
{
    private static readonly ApiKey? Key = ApiKey.From("sk-1");

    [Theory]
    [InlineData("wss://host", "wss://host/v1/realtime", "https://host/v1")]
    [InlineData("wss://host/", "wss://host/v1/realtime", "https://host/v1")]
    [InlineData("https://host:8443", "wss://host:8443/v1/realtime", "https://host:8443/v1")]
    [InlineData("wss://host:80", "wss://host:80/v1/realtime", "https://host:80/v1")]
    [InlineData("wss://host:443", "wss://host/v1/realtime", "https://host/v1")]
    [InlineData("  WSS://Host  ", "wss://host/v1/realtime", "https://host/v1")]
    [InlineData("wss://host?x=1", "wss://host/v1/realtime?x=1", "https://host/v1")]
    [InlineData("https://host/openai/v1/realtime", "wss://host/openai/v1/realtime", "https://host/openai/v1")]
    [InlineData("wss://host/openai/v1/realtime/", "wss://host/openai/v1/realtime/", "https://host/openai/v1")]
    [InlineData(
        "wss://host/a%2Fb/realtime?api-version=2025-08-28&x=%20y",
        "wss://host/a%2Fb/realtime?api-version=2025-08-28&x=%20y",
        "https://host/a%2Fb")]
    [InlineData("wss://host/realtime", "wss://host/realtime", "https://host/")]
    [InlineData("wss://host/v1/voice", "wss://host/v1/voice", null)]
    [InlineData("wss://host/v1/Realtime", "wss://host/v1/Realtime", null)]
    [InlineData("ws://127.0.0.1:5000", "ws://127.0.0.1:5000/v1/realtime", "http://127.0.0.1:5000/v1")]
    [InlineData("http://localhost:443/v1/realtime", "ws://localhost:443/v1/realtime", "http://localhost:443/v1")]
    [InlineData("ws://[::1]:5000/v1/realtime", "ws://[::1]:5000/v1/realtime", "http://[::1]:5000/v1")]
    [InlineData("ws://127.9.9.9", "ws://127.9.9.9/v1/realtime", "http://127.9.9.9/v1")]
    public void Resolve_endpoint_counts_verbatim_and_a_bare_host_gets_the_path(string endpoint, string realtime, string? rest)
    {
        ServiceTarget target = ServiceTarget.Resolve(endpoint, "https://ignored/v1", Key);

        Assert.Equal((realtime, rest), (target.Realtime.AbsoluteUri, target.Rest?.AbsoluteUri));
        Assert.Equal(target.Realtime.Host, target.Provider);
    }

    [Theory]
    [InlineData(null, "wss://api.openai.com/v1/realtime", "https://api.openai.com/v1")]
    [InlineData(" ", "wss://api.openai.com/v1/realtime", "https://api.openai.com/v1")]
    [InlineData("https://host/v1", "wss://host/v1/realtime", "https://host/v1")]
    [InlineData("https://host/v1/", "wss://host/v1/realtime", "https://host/v1/")]
    [InlineData("https://host", "wss://host/realtime", "https://host/")]
    [InlineData("https://host:8443/a/b?v=1", "wss://host:8443/a/b/realtime?v=1", "https://host:8443/a/b?v=1")]
    [InlineData("http://localhost:5000/v1", "ws://localhost:5000/v1/realtime", "http://localhost:5000/v1")]
    public void Resolve_without_endpoint_takes_the_base_address(string? baseAddress, string realtime, string rest)
    {
        ServiceTarget target = ServiceTarget.Resolve(" ", baseAddress, Key);

        Assert.Equal((realtime, rest), (target.Realtime.AbsoluteUri, target.Rest?.AbsoluteUri));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("host:443/v1")]
    [InlineData("/v1/realtime")]
    [InlineData("//host/v1")]
    [InlineData("not an address")]
    [InlineData("wss://")]
    [InlineData("wss:///v1/realtime")]
    [InlineData("wss:host")]
    [InlineData("https:/v1")]
    [InlineData("ftp://host/v1")]
    [InlineData("file:///v1/realtime")]
    [InlineData("wss://host:99999")]
    [InlineData("ws://host")]
    [InlineData("http://host/v1/realtime")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("ws://0.0.0.0:80")]
    [InlineData("ws://10.0.0.1")]
    [InlineData("wss://user:password@host")]
    [InlineData("wss://password@host")]
    [InlineData("ws://user:password@127.0.0.1")]
    [InlineData("ftp://user:password@host")]
    public void Resolve_unusable_address_is_refused_without_showing_a_password(string address)
    {
        foreach (Func<ServiceTarget> resolve in new Func<ServiceTarget>[]
        {
            () => ServiceTarget.Resolve(address, null, Key),
            () => ServiceTarget.Resolve(null, address, Key),
        })
        {
            var exception = Assert.Throws<EvalException>(resolve);
            Assert.Equal(("InvalidEndpoint", ErrorKind.Usage), (exception.ErrorId, exception.Kind));
            Assert.DoesNotContain("password@", exception.Message + exception.Target, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("wss://host")]
    [InlineData(null)]
    public void Resolve_remote_host_without_key_is_refused(string? endpoint) =>
        Assert.Equal("ApiKeyMissing", Assert.Throws<EvalException>(() => ServiceTarget.Resolve(endpoint, null, null)).ErrorId);

    [Theory]
    [InlineData("ws://localhost:1")]
    [InlineData("ws://127.0.0.1:1")]
    [InlineData("wss://[::1]:1")]
    public void Resolve_this_machine_needs_no_key(string endpoint) => Assert.Null(ServiceTarget.Resolve(endpoint, null, null).Key);

    [Theory]
    [InlineData("wss://host", "wss://host/v1/realtime?model=m-1")]
    [InlineData("wss://host?", "wss://host/v1/realtime?model=m-1")]
    [InlineData("wss://host/p?api-version=1", "wss://host/p?api-version=1&model=m-1")]
    [InlineData("wss://host/p?x=model", "wss://host/p?x=model&model=m-1")]
    [InlineData("wss://host/p?models=a", "wss://host/p?models=a&model=m-1")]
    [InlineData("wss://host/p?model=other", "wss://host/p?model=other")]
    [InlineData("wss://host/p?a=1&Model=other", "wss://host/p?a=1&Model=other")]
    [InlineData("wss://host/p?deployment=d&api-version=1", "wss://host/p?deployment=d&api-version=1")]
    [InlineData("wss://host/p?call_id=rtc_1", "wss://host/p?call_id=rtc_1")]
    public void RealtimeFor_adds_the_model_unless_the_address_routes_already(string endpoint, string expected) =>
        Assert.Equal(expected, ServiceTarget.Resolve(endpoint, null, Key).RealtimeFor("m-1").AbsoluteUri);

    [Fact]
    public void RealtimeFor_escapes_the_model() =>
        Assert.Equal(
            "wss://host/v1/realtime?model=a%20b%26c%3Dd%23%2F%C3%A9",
            ServiceTarget.Resolve("wss://host", null, Key).RealtimeFor("a b&c=d#/é").AbsoluteUri);

    [Fact]
    public void ToString_never_shows_the_key() =>
        Assert.DoesNotContain("sk-1", ServiceTarget.Resolve("wss://host", null, Key).ToString(), StringComparison.Ordinal);

    [Fact]
    public void SpeechSource_is_the_service_and_not_its_socket()
    {
        ServiceTarget target = ServiceTarget.Resolve("wss://host/v1/realtime", null, Key);

        Assert.Equal("https://host/v1", target.SpeechSource);
        Assert.Equal("sandbox", (target with { Provider = ServiceTarget.SandboxProvider }).SpeechSource);
        Assert.Equal("host", (target with { Rest = null }).SpeechSource);
    }
}
