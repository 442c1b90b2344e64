using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlRunTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_not_confirmed_emits_its_plan_and_touches_nothing()
    {
        await using var server = new LoopbackServer(static (context, _) => LoopbackServer.RefuseAsync(context, 500, "{}"));
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { Target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null) };
        setup.Sink = new CollectingSink { Confirms = false };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        RunPlan plan = Assert.IsType<RunPlan>(Assert.Single(setup.Sink.Items));
        Assert.Equal(("test", setup.RunPath, 18), (plan.RunId, plan.RunPath, plan.Planned));
        Assert.Empty(Directory.EnumerateFileSystemEntries(setup.Folder));
        Assert.Empty(server.Requests);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_a_maximum_takes_the_first_cases()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 3 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["crawl_001", "crawl_002", "crawl_003"], results.Select(result => result.CaseId));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_a_name_gets_the_time_and_a_folder_of_its_own()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1, RunName = "" };

        await setup.RunAsync(TestContext.Current.CancellationToken);
        await setup.RunAsync(TestContext.Current.CancellationToken);

        string?[] names = [.. Directory.GetDirectories(setup.Options.ResultsPath).Select(Path.GetFileName)];
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.Matches("^[0-9]{8}_[0-9]{6}(_2)?$", name));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_stopped_keeps_what_is_finished()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { ThrottleLimit = 1 };
        int seen = 0;
        setup.Sink = new CollectingSink { OnEmit = _ => { if (++seen == 2) stop.Cancel(); } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        var files = new RunFiles(setup.RunPath);
        Assert.Equal("cancelled", files.Manifest.GetProperty("state").GetString());
        Assert.Equal("cancelled", files.Summary.GetProperty("state").GetString());
        Assert.Equal(["crawl_001", "crawl_002"], files.Column("example_id"));
        Assert.Equal(2, files.JournalLines.Length);
        Assert.Equal((18, 2), (files.Summary.GetProperty("planned").GetInt32(), files.Summary.GetProperty("passed").GetInt32()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_stopped_in_the_middle_of_its_cases_records_none_of_them_as_failed()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var setup = new CrawlSetup("stall:60000@crawl_002", "stall:60000@crawl_003");
        setup.Options = setup.Options with { Limits = TurnLimits.Default, MaximumCases = 3, ThrottleLimit = 3 };
        setup.Sink = new CollectingSink { OnEmit = _ => stop.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        Assert.Equal(["crawl_001"], new RunFiles(setup.RunPath).Column("example_id"));
        Assert.Empty(setup.Sink.Errors);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_reports_each_case_and_every_error_once()
    {
        await using var setup = new CrawlSetup("error@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 3 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 2, 3, 3], setup.Sink.Reports.Select(report => report.Completed).Order());
        Assert.Equal("drawing the report", setup.Sink.Reports.Last().Current);
        Assert.StartsWith("connecting to ", setup.Sink.Reports.First().Current, StringComparison.Ordinal);
        Assert.Contains("3 of 3, 2 passed, 1 failed", setup.Sink.Reports.Select(report => report.Status));
        RunError error = Assert.Single(setup.Sink.Errors);
        Assert.Equal(("CaseFailed", "crawl_002"), (error.ErrorId, error.CaseId));
        Assert.Contains("response_error", error.Message, StringComparison.Ordinal);
    }
}
