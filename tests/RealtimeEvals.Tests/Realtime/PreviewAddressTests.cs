using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Which addresses are those of Azure's preview.</summary>
public sealed class PreviewAddressTests
{
    private const string Version = "api-version=2025-04-01-preview";

    private static readonly ApiKey Key = ApiKey.From("azure-1")!;

    [Theory]
    [InlineData("wss://gateway.example/openai/realtime?" + Version, true)]
    [InlineData("wss://gateway.example/openai/realtime/?" + Version, true)]
    [InlineData("https://gateway.example/team/openai/realtime?x=1&API-Version=v", true)]
    [InlineData("ws://127.0.0.1:8000/openai/realtime?" + Version, true)]
    [InlineData("wss://gateway.example/openai/realtime", false)]
    [InlineData("wss://gateway.example/openai/realtime?deployment=d", false)]
    [InlineData("wss://gateway.example/openai/v1/realtime?" + Version, false)]
    [InlineData("wss://gateway.example/v1/realtime?" + Version, false)]
    [InlineData("wss://gateway.example/myopenai/realtimes?" + Version, false)]
    public void Path_with_a_version_is_the_preview(string address, bool isPreview) => Assert.Equal(
        isPreview ? typeof(AzurePreviewDialect) : typeof(GaDialect),
        ServiceTarget.Resolve(address, null, Key).Dialect.GetType());

    [Theory]
    [InlineData(ServiceProvider.OpenAI)]
    [InlineData(ServiceProvider.Azure)]
    public void Preview_is_taken_as_it_is_whoever_the_provider_is(ServiceProvider provider)
    {
        const string Address = "wss://gateway.example/team/openai/realtime?" + Version;
        foreach (ServiceTarget target in new[]
        {
            ServiceTarget.FromEnvironment(new ServiceOptions { Provider = provider, Endpoint = Address, Key = Key }),
            ServiceTarget.FromEnvironment(new ServiceOptions { Provider = provider, BaseAddress = Address, Key = Key }),
        })
        {
            Assert.Equal($"{Address}&deployment=my%20own", target.RealtimeFor("my own").AbsoluteUri);
            Assert.Equal(
                ("https://gateway.example/team/openai/v1", "gateway.example", AuthenticationScheme.ApiKeyHeader),
                (target.Rest?.AbsoluteUri, target.Provider, target.Scheme));
        }
    }

    [Fact]
    public void Way_of_the_key_may_be_said_otherwise() => Assert.Equal(
        AuthenticationScheme.Bearer,
        ServiceTarget.FromEnvironment(new ServiceOptions
        {
            Provider = ServiceProvider.Azure,
            Endpoint = "wss://gateway.example/openai/realtime?" + Version,
            Key = Key,
            Scheme = AuthenticationScheme.Bearer,
        }).Scheme);

    [Theory]
    [InlineData("&deployment=d", "&deployment=d", "")]
    [InlineData("&Deployment=d", "&Deployment=d", "")]
    [InlineData("&model=other", "&model=other&deployment=asked", "asked")]
    [InlineData("", "&deployment=asked", "asked")]
    public void Deployment_of_the_address_counts_and_its_model_is_not_known(string query, string expected, string model)
    {
        const string Address = "wss://gateway.example/openai/realtime?" + Version;
        var target = ServiceTarget.Resolve(Address + query, null, Key);

        Assert.Equal((Address + expected, model), (target.RealtimeFor("asked").AbsoluteUri, target.ModelOf("asked")));
    }

    [Theory]
    [InlineData("wss://name.openai.azure.com/openai/realtime?" + Version + "&deployment=d")]
    [InlineData("wss://name.cognitiveservices.azure.com/openai/realtime?" + Version)]
    [InlineData("wss://name.openai.azure.us/openai/realtime?" + Version)]
    public void Hosts_of_Azure_have_ended_it(string address) => Assert.Contains(
        "ended on 2026-04-30",
        Assert.Throws<EvalException>(() => ServiceTarget.Resolve(address, null, Key)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Path_without_a_version_is_refused_where_Azure_is_named() => Assert.Equal(
        "InvalidEndpoint",
        Assert.Throws<EvalException>(
            () => ServiceTarget.Resolve("wss://gateway.example/openai/realtime", null, Key, provider: ServiceProvider.Azure)).ErrorId);
}
