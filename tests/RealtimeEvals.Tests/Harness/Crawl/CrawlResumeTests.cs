using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlResumeTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_of_a_taken_name_is_refused_and_leaves_the_first_one_as_it_was()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.RunExists), exception.ErrorId);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_force_replaces_the_first_one_whole()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { MaximumCases = 1, Force = true };
        setup.Sink = new CollectingSink();

        await setup.RunAsync(TestContext.Current.CancellationToken);

        var files = new RunFiles(setup.RunPath);
        Assert.Equal(["crawl_001"], files.Column("example_id"));
        Assert.Single(files.JournalLines);
        Assert.Equal(["crawl_001"], Directory.GetDirectories(files.PathOf("audio")).Select(Path.GetFileName));
        Assert.Equal(["crawl_001.jsonl"], Directory.GetFiles(files.PathOf("events")).Select(Path.GetFileName));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_force_does_not_empty_a_folder_that_is_no_run()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1, Force = true };
        Directory.CreateDirectory(setup.RunPath);
        string precious = Path.Combine(setup.RunPath, "precious.txt");
        await File.WriteAllTextAsync(precious, "keep");

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.NotARunFolder), exception.ErrorId);
        Assert.Equal("keep", await File.ReadAllTextAsync(precious));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_runs_the_errored_case_again_and_keeps_all_others()
    {
        await using var broken = new CrawlSetup("error@crawl_003");
        await broken.RunAsync(TestContext.Current.CancellationToken);
        string[] before = new RunFiles(broken.RunPath).JournalLines;
        Assert.Equal(1, new RunFiles(broken.RunPath).Summary.GetProperty("errored").GetInt32());
        await using var mended = new CrawlSetup();
        mended.Options = broken.Options with { Target = mended.Sandbox.Target, Resume = true, RetryErrors = true };

        IReadOnlyList<CrawlResult> results = await mended.RunAsync(TestContext.Current.CancellationToken);

        var files = new RunFiles(broken.RunPath);
        Assert.Equal(18, results.Count);
        Assert.Equal("crawl_009", Assert.Single(results, result => result.Outcome != Outcome.Pass).CaseId);
        Assert.Equal(before, files.JournalLines[..18]);
        Assert.Equal("crawl_003", Assert.Single(files.Journal.Skip(18)).CaseId);
        Assert.Equal(results.Select(result => result.CaseId), files.Column("example_id"));
        Assert.Equal((0, 17), (files.Summary.GetProperty("errored").GetInt32(), files.Summary.GetProperty("passed").GetInt32()));
        Assert.Equal(("completed", 1), (files.Manifest.GetProperty("state").GetString(), files.Manifest.GetProperty("resumed").GetInt32()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_with_other_settings_is_refused_and_changes_nothing()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);
        setup.Options = setup.Options with { Voice = "cedar", Resume = true };

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.ResumeMismatch), exception.ErrorId);
        Assert.Contains("voice", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_run_whose_last_journal_line_is_torn_runs_that_case_again()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 3, ThrottleLimit = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        new RunFiles(setup.RunPath).Tear();
        setup.Options = setup.Options with { Resume = true };
        setup.Sink = new CollectingSink();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal(Outcome.Pass, result.Outcome));
        Assert.Equal(["crawl_001", "crawl_002", "crawl_003"], new RunFiles(setup.RunPath).Journal.Select(entry => entry.CaseId));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_finished_run_runs_nothing_and_emits_everything()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        IReadOnlyList<CrawlResult> first = await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { Resume = true };
        setup.Sink = new CollectingSink();

        IReadOnlyList<CrawlResult> again = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first, again);
        Assert.Equal(2, new RunFiles(setup.RunPath).JournalLines.Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_run_whose_service_was_away_runs_everything()
    {
        await using var setup = new CrawlSetup("handshake:401x1");
        setup.Options = setup.Options with { MaximumCases = 2 };
        await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));
        setup.Options = setup.Options with { Resume = true };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal(
            ("completed", ""),
            (
                new RunFiles(setup.RunPath).Manifest.GetProperty("state").GetString(),
                new RunFiles(setup.RunPath).Manifest.GetProperty("error").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_event_logs_cannot_be_written_ends_and_blames_no_case()
    {
        await using var setup = new CrawlSetup("errorx1@crawl_001");
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(setup.RunPath, "attempts"), "in the way");
        setup.Options = setup.Options with { Resume = true, RetryErrors = true };

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.EvidenceNotWritten), exception.ErrorId);
    }
}
