using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class AzureTargetTests
{
    private static readonly ApiKey Key = ApiKey.From("azure-1")!;

    [Theory]
    [InlineData("https://name.openai.azure.com")]
    [InlineData("https://name.openai.azure.com/")]
    [InlineData("wss://name.openai.azure.com/openai")]
    [InlineData("wss://name.openai.azure.com/openai/v1/")]
    [InlineData("wss://name.openai.azure.com/openai/v1/realtime")]
    public void Resolve_resource_as_endpoint_or_base_gets_the_path_of_the_GA_protocol(string address)
    {
        foreach (ServiceTarget target in new[] { ServiceTarget.Resolve(address, null, Key), ServiceTarget.Resolve(null, address, Key) })
        {
            Assert.Equal("wss://name.openai.azure.com/openai/v1/realtime?model=m", target.RealtimeFor("m").AbsoluteUri);
            Assert.Equal("https://name.openai.azure.com/openai/v1", target.Rest?.AbsoluteUri);
        }
    }

    [Theory]
    [InlineData("https://name.cognitiveservices.azure.com")]
    [InlineData("https://name.services.ai.azure.com/")]
    public void Resolve_other_resource_names_get_it_too(string address) =>
        Assert.EndsWith(
            ".azure.com/openai/v1/realtime",
            ServiceTarget.Resolve(null, address, Key).Realtime.AbsoluteUri,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("wss://name.openai.azure.com/openai/realtime?api-version=2024-10-01-preview&deployment=canary77")]
    [InlineData("https://name.openai.azure.com/openai/deployments/canary77/?api-key=canary77")]
    [InlineData("https://name.openai.azure.com/v1?api-key=canary77")]
    [InlineData("wss://name.openai.azure.com/v1/realtime?api-key=canary77")]
    public void Resolve_path_that_cannot_work_is_refused_with_the_right_one(string address)
    {
        foreach (Func<ServiceTarget> resolve in new Func<ServiceTarget>[]
        {
            () => ServiceTarget.Resolve(address, null, Key),
            () => ServiceTarget.Resolve(null, address, Key),
        })
        {
            EvalException refused = Assert.Throws<EvalException>(resolve);
            Assert.Equal("InvalidEndpoint", refused.ErrorId);
            Assert.Contains("name.openai.azure.com/openai/v1", refused.RecommendedAction, StringComparison.Ordinal);
            Assert.DoesNotContain("=canary77", refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Resolve_other_path_of_a_resource_is_taken_verbatim() => Assert.Equal(
        "wss://name.services.ai.azure.com/voice-live/realtime?api-version=2025-10-01&model=x",
        ServiceTarget.Resolve("wss://name.services.ai.azure.com/voice-live/realtime?api-version=2025-10-01&model=x", null, Key)
            .RealtimeFor("m").AbsoluteUri);

    [Fact]
    public void Resolve_base_with_a_version_keeps_it_from_the_socket()
    {
        ServiceTarget target = ServiceTarget.Resolve(null, "https://name.openai.azure.com/openai/v1?api-version=preview", Key);

        Assert.Equal("wss://name.openai.azure.com/openai/v1/realtime", target.Realtime.AbsoluteUri);
        Assert.Contains("api-version=preview", target.Rest?.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_provider_without_key_or_address_names_its_own_variables()
    {
        EvalException key = Assert.Throws<EvalException>(
            () => ServiceTarget.Resolve(null, "https://name.openai.azure.com", null, provider: ServiceProvider.Azure));
        EvalException address = Assert.Throws<EvalException>(() => ServiceTarget.Resolve(null, null, Key, provider: ServiceProvider.Azure));

        Assert.Contains("AZURE_OPENAI_API_KEY", key.Message, StringComparison.Ordinal);
        Assert.Equal("EndpointMissing", address.ErrorId);
        Assert.Contains("AZURE_OPENAI_ENDPOINT", address.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense?api-key=canary77")]
    [InlineData("ftp://host/x?key=canary77")]
    [InlineData("ws://host/v1?key=canary77#canary77")]
    public void Resolve_refused_address_is_shown_without_its_query(string address) =>
        Assert.DoesNotContain(
            "canary77",
            Assert.Throws<EvalException>(() => ServiceTarget.Resolve(address, null, Key)).ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("wss://h/v1/realtime", "asked")]
    [InlineData("wss://h/v1/realtime?x=1&model=gpt%2Dx", "gpt-x")]
    [InlineData("wss://h/v1/realtime?deployment=d", "")]
    public void ModelOf_address_that_names_one_is_that(string address, string model) =>
        Assert.Equal(model, ServiceTarget.Resolve(address, null, Key).ModelOf("asked"));
}
