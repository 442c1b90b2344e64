using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>Whoever goes on with a run vouches for its journal, so that one that was changed is refused.</summary>
public sealed class ChangedJournalTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_whose_journal_was_changed_is_not_resumed()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string journal = Path.Combine(setup.RunPath, "journal.jsonl");
        string changed = (await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken))
            .Replace("\"grade\":1", "\"grade\":0", StringComparison.Ordinal);
        await File.WriteAllTextAsync(journal, changed, TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { Resume = true };
        byte[] manifest = await File.ReadAllBytesAsync(Path.Combine(setup.RunPath, "run.json"), TestContext.Current.CancellationToken);

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.InvalidInput), error.ErrorId);
        Assert.Contains("a journal that is not as the run left it", error.Message, StringComparison.Ordinal);
        Assert.Equal(changed, await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
        Assert.Equal(
            manifest,
            await File.ReadAllBytesAsync(Path.Combine(setup.RunPath, "run.json"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_journal_was_changed_is_not_measured()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(setup.RunPath, "journal.jsonl"), "\n", TestContext.Current.CancellationToken);

        EvalException error = await Assert.ThrowsAsync<EvalException>(
            () => setup.MeasureAsync(setup.Measure(null), TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.InvalidInput), error.ErrorId);
    }
}
