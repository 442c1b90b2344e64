using System.Net;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ServiceProxyTests
{
    [Theory]
    [InlineData("https://api.example.com/v1", "http://secure:1/")]
    [InlineData("wss://api.example.com/v1", "http://secure:1/")]
    [InlineData("http://api.example.com/v1", "http://plain:2/")]
    [InlineData("http://127.0.0.1/v1", null)]
    [InlineData("wss://agent.localhost/v1", null)]
    [InlineData("https://[::1]/v1", null)]
    public void Each_scheme_has_its_proxy_and_this_machine_has_none(string address, string? proxy) =>
        Assert.Equal(
            proxy,
            Proxy(("HTTPS_PROXY", "http://secure:1"), ("HTTP_PROXY", "http://plain:2"), ("ALL_PROXY", "http://all:3"))
                .GetProxy(new Uri(address))?.AbsoluteUri);

    [Theory]
    [InlineData("ALL_PROXY", "socks5://all:3", "socks5://all:3/")]
    [InlineData("all_proxy", "all:3", "http://all:3/")]
    [InlineData("https_proxy", " http://secure:1/path?x=1 ", "http://secure:1/")]
    [InlineData("HTTPS_PROXY", "", null)]
    [InlineData("HTTPS_PROXY", ":::", null)]
    [InlineData("HTTP_PROXY", "http://plain:2", null)]
    public void Proxy_of_a_secure_address_is_found_under_every_name(string name, string value, string? proxy) =>
        Assert.Equal(proxy, Proxy((name, value)).GetProxy(new Uri("https://api.example.com"))?.AbsoluteUri);

    [Theory]
    [InlineData("example.com", true)]
    [InlineData(".example.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("other.com, API.EXAMPLE.COM", true)]
    [InlineData("api.example.com:443", true)]
    [InlineData("*", true)]
    [InlineData("api.example.com:8443", false)]
    [InlineData("ample.com", false)]
    [InlineData("*ample.com", false)]
    [InlineData("", false)]
    public void Host_that_needs_no_proxy_has_none(string direct, bool isDirect)
    {
        ServiceProxy proxy = Proxy(("HTTPS_PROXY", "http://secure:1"), ("NO_PROXY", direct));

        Assert.Equal(isDirect, proxy.IsBypassed(new Uri("https://api.example.com/v1")));
        Assert.Equal(isDirect, proxy.GetProxy(new Uri("https://api.example.com/v1")) is null);
    }

    [Fact]
    public void Password_is_given_to_its_proxy_only_and_stands_in_no_address()
    {
        ServiceProxy proxy = Proxy(("HTTPS_PROXY", "http://user:pa%40ss@secure:1"));
        Uri address = proxy.GetProxy(new Uri("https://api.example.com"))!;

        NetworkCredential credential = proxy.GetCredential(address, "Basic")!;

        Assert.Equal("http://secure:1/", address.AbsoluteUri);
        Assert.Equal(("user", "pa@ss"), (credential.UserName, credential.Password));
        Assert.Null(proxy.GetCredential(new Uri("http://other:1/"), "Basic"));
    }

    private static ServiceProxy Proxy(params (string Name, string Value)[] variables) =>
        ServiceProxy.Of(name => variables.FirstOrDefault(variable => variable.Name == name).Value?.Trim() ?? "");
}
