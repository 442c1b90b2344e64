using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Measuring.MeasureFixture;

namespace RealtimeEvals.Tests.Harness.Measuring;

/// <summary>A measurement that is not begun changes nothing.</summary>
public sealed class MeasureRefusalTests
{
    [Fact(Timeout = 300_000)]
    public async Task Measurement_that_is_not_confirmed_changes_nothing()
    {
        await using ConversationSetup setup = await HeldAsync();
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);
        var sink = new CollectingSink { Confirms = false };

        await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            setup.Measure(setup.Sandbox.Target), sink, TestContext.Current.CancellationToken);

        Assert.Empty(sink.Items);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(27)]
    public async Task Samples_without_a_majority_are_refused(int samples)
    {
        await using ConversationSetup setup = await HeldAsync();
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);

        EvalException exception = await Assert.ThrowsAsync<EvalException>(
            () => setup.MeasureAsync(setup.Measure(setup.Sandbox.Target) with { JudgeSamples = samples }));

        Assert.Equal(nameof(EvalErrors.InvalidSetting), exception.ErrorId);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Folder_that_holds_no_run_is_refused_and_not_made()
    {
        await using var setup = new ConversationSetup();

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.MeasureAsync(setup.Measure(setup.Sandbox.Target)));

        Assert.Equal(nameof(EvalErrors.RunNotFound), exception.ErrorId);
        Assert.False(Directory.Exists(setup.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_of_another_harness_is_not_judged()
    {
        await using var crawl = new CrawlSetup();
        crawl.Options = crawl.Options with { MaximumCases = 1 };
        await crawl.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(crawl.RunPath);
        await using var setup = new ConversationSetup();

        EvalException exception = await Assert.ThrowsAsync<EvalException>(
            () => setup.MeasureAsync(new MeasureRunOptions { RunPath = crawl.RunPath, Target = crawl.Options.Target }));

        Assert.Equal(nameof(EvalErrors.NotAConversationRun), exception.ErrorId);
        Assert.Equal(before, RunFiles.Contents(crawl.RunPath));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Measurement_that_is_not_confirmed_leaves_a_torn_journal_as_it_is(bool judges)
    {
        await using ConversationSetup setup = await HeldAsync();
        setup.Files.Tear();
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);

        await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            setup.Measure(judges ? setup.Sandbox.Target : null),
            new CollectingSink { Confirms = false },
            TestContext.Current.CancellationToken);

        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }
}
