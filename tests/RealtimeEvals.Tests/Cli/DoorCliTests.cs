using System.Diagnostics;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What the program can be told as the module can.</summary>
public sealed class DoorCliTests
{
    private static readonly string[] Rule = ["--require", "pass_rate >= 0.9", "--allow-sandbox"];

    [Fact(Timeout = 300_000)]
    public async Task Stored_run_is_found_by_its_name_and_its_moved_data_by_its_path()
    {
        using var folder = new CliFolder();
        File.Copy(ProductData.PathOf("crawl", "customer_calls.csv"), folder.PathOf("calls.csv"));
        await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--data-csv", "calls.csv", "--results-dir", "kept");
        File.Move(folder.PathOf("calls.csv"), folder.PathOf("moved.csv"));

        // What bears the name of a run and is none hides no run.
        Directory.CreateDirectory(folder.PathOf("demo"));
        folder.Write("status.json", """{"gates":{"crawl_ok":false}}""");
        string[] pulse =
            ["pulse", "--status-json", "status.json", "--gate-key", "crawl_ok", "--run", "demo", "--results-dir", "kept", .. Rule];

        (int measured, _, string error) = await folder.RunAsync("measure", "demo", "--results-dir", "kept");
        (int lost, _, _) = await folder.RunAsync(["measure", "demo", "--results-dir", "kept", .. Rule]);
        (int found, _, _) = await folder.RunAsync(["measure", "demo", "--results-dir", "kept", "--data-csv", "moved.csv", .. Rule]);
        await folder.RunAsync(pulse);
        bool before = Gate(folder);
        await folder.RunAsync([.. pulse, "--data-csv", "moved.csv"]);

        Assert.True(measured == 0, error);
        Assert.Equal((1, 0), (lost, found));
        Assert.Equal((false, true), (before, Gate(folder)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Report_that_is_there_stays_where_that_is_asked_for()
    {
        using var folder = new CliFolder();
        await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "1");
        string[] report = ["report", "demo", "--format", "junit", "--output-file", "report.xml", "--no-clobber"];

        (int written, _, _) = await folder.RunAsync(report);
        File.WriteAllText(folder.PathOf("report.xml"), "kept");
        (int refused, _, string error) = await folder.RunAsync(report);
        (int pointless, _, _) = await folder.RunAsync("report", "demo", "--format", "junit", "--no-clobber");

        Assert.Equal((0, 2, 2), (written, refused, pointless));
        Assert.Contains("error ReportExists", error, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(folder.PathOf("report.xml")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_answers_by_rules_of_ones_own()
    {
        using var folder = new CliFolder();
        Directory.CreateDirectory(folder.PathOf("rules"));
        foreach (string path in Directory.GetFiles(ProductData.PathOf("sandbox")))
        {
            folder.Write($"rules/{Path.GetFileName(path)}", File.ReadAllText(path));
        }

        folder.Write("rules/broken.json", "{");
        using Process process = Support.Cli.Start(folder.Path, null, "sandbox", "--rules", "rules");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("InvalidSandboxRules", error, StringComparison.Ordinal);
        Assert.Contains("broken.json", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Words_are_spelled_as_their_owners_spell_them_and_the_old_ones_are_taken()
    {
        using var folder = new CliFolder();

        (_, string smoke, _) = await folder.RunAsync("refusal-smoke", "--help");
        (_, string report, _) = await folder.RunAsync("report", "--help");
        (_, string walk, _) = await folder.RunAsync("walk", "--help");
        (int old, _, string error) = await folder.RunAsync("report", "none", "--format", "git-hub-annotation");

        Assert.Contains("<responses|chat-completions|openai-evals|azure-evals|replay>", smoke, StringComparison.Ordinal);
        Assert.Contains("<openai|azure>", smoke, StringComparison.Ordinal);
        Assert.Contains("--format <junit|sarif|github-annotation|step-summary|markdown|html>", report, StringComparison.Ordinal);
        Assert.Contains("--input-audio-format <g711_alaw|g711_ulaw>", walk, StringComparison.Ordinal);
        Assert.Equal(2, old);
        Assert.Contains("RunNotFound", error, StringComparison.Ordinal);
    }

    private static bool Gate(CliFolder folder) =>
        JsonNode.Parse(File.ReadAllText(folder.PathOf("status.json")))!["gates"]!["crawl_ok"]!.GetValue<bool>();
}
