using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlEndpointTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_whose_probe_is_asked_for_patience_succeeds_with_a_warning()
    {
        await using var setup = new CrawlSetup("handshake:429x1");
        setup.Options = setup.Options with { MaximumCases = 2 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal((Outcome.Pass, 1), (result.Outcome, result.Attempts)));
        string warning = Assert.Single(setup.Sink.Warnings);
        Assert.Contains("429", warning, StringComparison.Ordinal);
        Assert.Contains("The connection was refused (injected).", warning, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_refused_everywhere_is_one_error_and_spends_nothing()
    {
        await using var setup = new CrawlSetup("handshake:401");

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.EndpointUnavailable), exception.ErrorId);
        Assert.Contains("The connection was refused (injected).", exception.Message, StringComparison.Ordinal);
        Assert.Contains("invalid_api_key", exception.Message, StringComparison.Ordinal);
        Assert.Empty(setup.Sink.Items);
        Assert.False(Directory.Exists(setup.Options.SpeechCachePath));
        Assert.Equal("failed", new RunFiles(setup.RunPath).Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_an_unknown_model_ends_with_the_service_s_own_words()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { Model = "gpt-unknown" };

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.EndpointUnavailable), exception.ErrorId);
        Assert.Contains("The model 'gpt-unknown' does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_a_speech_service_ends_every_case_in_error()
    {
        await using var setup = new CrawlSetup("speech:500");
        setup.Options = setup.Options with { MaximumCases = 2 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, results.Count);
        Assert.All(
            results,
            result => Assert.Equal((Outcome.Error, FailureStage.Speech, ""), (result.Outcome, result.FailureStage, result.InputAudioPath)));
        Assert.All(results, result => Assert.Contains("No speech was made (injected).", result.ErrorMessage, StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_a_speech_fault_for_one_case_hits_that_case_alone()
    {
        await using var setup = new CrawlSetup("speech:400@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 3 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Error, Outcome.Pass], results.Select(result => result.Outcome));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_on_a_sandbox_that_is_reached_by_its_address_is_recorded_as_sandbox()
    {
        await using var setup = new CrawlSetup();
        setup.Options =
            setup.Options with { MaximumCases = 1, Target = ServiceTarget.Resolve(setup.Sandbox.Endpoint.AbsoluteUri, null, null) };
        Assert.Equal("127.0.0.1", setup.Options.Target.Provider);

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        CrawlResult result = Assert.Single(results);
        Assert.Equal((Outcome.Pass, "sandbox", 0m), (result.Outcome, result.Provider, result.CostUsd));
        var files = new RunFiles(setup.RunPath);
        Assert.Equal("sandbox", files.Manifest.GetProperty("provider").GetString());
        Assert.Equal("sandbox", files.Summary.GetProperty("provider").GetString());
    }
}
