using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Kinds;

/// <summary>The results of a stored run are those that it gave, or none.</summary>
public sealed class RunResultsTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly RunCopy _run = new(crawl);

    [Fact]
    public void Results_are_those_that_the_run_gave() => Assert.Equal(
        crawl.Results.Cast<CrawlResult>().Select(AbsolutePaths.Of).Cast<CrawlResult>().OrderBy(one => one.CaseId, StringComparer.Ordinal),
        Read(crawl.RunPath).OrderBy(one => one.CaseId, StringComparer.Ordinal));

    [Fact]
    public void Newest_result_of_a_case_counts_and_all_attempts_are_kept()
    {
        string id = "";
        _run.RewriteJournal(lines =>
        {
            JsonNode again = lines[0].DeepClone();
            again["outcome"] = "error";
            id = (string)again["case_id"]!;
            lines.Add(again);
        });

        Assert.Equal(6, Read(_run.RunPath).Count);
        Assert.Equal(Outcome.Error, Read(_run.RunPath).Single(one => one.CaseId == id).Outcome);
        Assert.Equal(7, Read(_run.RunPath, all: true).Count);
    }

    [Fact]
    public void Line_that_was_changed_is_named_and_nothing_is_given()
    {
        string[] lines = File.ReadAllLines(_run.PathOf("journal.jsonl"));
        lines[2] = lines[2].Replace("\"grade\":1", "\"grade\":0", StringComparison.Ordinal);
        File.WriteAllText(_run.PathOf("journal.jsonl"), string.Join('\n', lines) + "\n");

        EvalException error = Assert.Throws<EvalException>(() => Read(_run.RunPath));

        Assert.Equal(3, error.Problems.Single().Row);
    }

    [Fact]
    public void Run_of_a_newer_version_is_refused_by_name_and_passes_no_gate()
    {
        _run.ChangeManifest(manifest => manifest["schema_version"] = 2);

        EvalException error = Assert.Throws<EvalException>(() => Read(_run.RunPath));
        GateReport report = _run.Evaluate(new GateOptions { Rules = [GateRule.Parse("pass_rate >= 0")], AllowSandbox = true });

        Assert.Equal("RunIsNewer", error.ErrorId);
        Assert.NotEqual(GateVerdict.Passed, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Message.Contains("format 2", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_of_a_newer_version_is_not_resumed()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string file = Path.Combine(setup.RunPath, "run.json");
        string newer = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .Replace("\"schema_version\": 1", "\"schema_version\": 9", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, newer, TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { Resume = true };

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("RunIsNewer", error.ErrorId);
        Assert.Equal(newer, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _run.Dispose();

    private static List<CrawlResult> Read(string path, bool all = false)
    {
        var results = new List<CrawlResult>();
        RunResults.Read(path, all, _ => true, result => results.Add((CrawlResult)result));
        return results;
    }
}
