using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.SingleTurn;

/// <summary>A run that is taken up again stays one run, and what it said before stays true until it is replaced.</summary>
public sealed class ResumeEvidenceTests
{
    [Fact(Timeout = 300_000)]
    public async Task Resume_whose_probe_is_refused_keeps_the_rows_without_a_verdict()
    {
        await using var setup = new CrawlSetup("error@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 3 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        await using var refusing = new CrawlSetup("handshake:401");

        setup.Options = setup.Options with { Target = refusing.Sandbox.Target, Resume = true };
        await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        var files = new RunFiles(setup.RunPath);
        Assert.Equal(["crawl_001", "crawl_002", "crawl_003"], files.Column("example_id"));
        Assert.Equal(
            (3, 2, 1),
            (
                files.Summary.GetProperty("planned").GetInt32(),
                files.Summary.GetProperty("passed").GetInt32(),
                files.Summary.GetProperty("errored").GetInt32()));
        Assert.Equal(
            ("failed", "failed"),
            (files.Manifest.GetProperty("state").GetString(), files.Summary.GetProperty("state").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_with_another_query_of_the_endpoint_is_refused()
    {
        await using var setup = new CrawlSetup();
        ServiceTarget To(string query) =>
            ServiceTarget.Resolve($"{setup.Sandbox.Endpoint}?model=gpt-realtime-2.1&deployment={query}", null, null);
        setup.Options = setup.Options with { MaximumCases = 1, Target = To("one") };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        setup.Options = setup.Options with { Target = To("two"), Resume = true };

        Assert.Equal(
            "ResumeMismatch",
            (await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken))).ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_removes_the_summary_of_before_until_there_is_a_new_one()
    {
        await using var setup = new CrawlSetup("error@crawl_001");
        setup.Options = setup.Options with { MaximumCases = 2 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string summary = Path.Combine(setup.RunPath, "summary.json");

        bool wasThere = true;
        setup.Sink = new CollectingSink { OnEmit = _ => wasThere &= File.Exists(summary) };
        setup.Options = setup.Options with { Resume = true };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(wasThere);
        Assert.True(File.Exists(summary));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_run_whose_manifest_cannot_be_read_is_refused()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(setup.RunPath, "run.json"), "{", TestContext.Current.CancellationToken);

        setup.Options = setup.Options with { Resume = true };

        Assert.Equal(
            "InvalidInput",
            (await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken))).ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Runs_without_a_name_that_start_together_all_find_a_folder()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { RunName = "", MaximumCases = 1 };

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => setup.RunAsync(TestContext.Current.CancellationToken))));

        Assert.Equal(6, Directory.GetDirectories(setup.Options.ResultsPath).Length);
    }
}
