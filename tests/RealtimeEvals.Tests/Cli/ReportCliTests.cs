using System.Text.Json;
using System.Xml.Linq;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class ReportCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Report_tells_the_run_and_with_rules_its_gate()
    {
        using var folder = new CliFolder();
        await folder.CrawlAsync("--sandbox", "--run-name", "demo");

        (int plain, string junit, string silence) = await ReportAsync(folder, "demo", "--format", "junit");
        (int stopped, string sarif, string error) = await ReportAsync(
            folder, "results/demo", "--format", "sarif", "--require", "pass_rate == 1", "--allow-sandbox", "--allow-partial-data");
        (int passed, string nothing, _) = await ReportAsync(
            folder, "demo", "--format", "step-summary", "--output-file", "out/page.md",
            "--require", "pass_rate >= 0.9", "--allow-sandbox", "--allow-partial-data");

        Assert.Equal((0, ""), (plain, silence));
        Assert.Equal(
            ("18", "1"),
            (XDocument.Parse(junit).Root!.Attribute("tests")!.Value, XDocument.Parse(junit).Root!.Attribute("failures")!.Value));
        Assert.Equal(1, stopped);
        Assert.Contains("Gate Failed for demo", error, StringComparison.Ordinal);
        Assert.Equal(
            ["case/failed", "pass_rate == 1"],
            JsonSerializer.Deserialize<JsonElement>(sarif).GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(result => result.GetProperty("ruleId").GetString()));
        Assert.Equal((0, ""), (passed, nothing));
        Assert.StartsWith(
            "## RealtimeEvals\n",
            await File.ReadAllTextAsync(folder.PathOf("out", "page.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Failed_cases_are_told_by_their_lines_from_the_root_of_the_repository()
    {
        using var folder = new CliFolder();
        Directory.CreateDirectory(folder.PathOf(".git"));
        Directory.CreateDirectory(folder.PathOf("voice tests", "deep"));
        folder.Write("voice tests/calls.csv",
            "example_id,user_text,gt_tool_call,gt_tool_call_arg\n\n"
            + "a,\"Are you open\n\non Sunday?\",get_account_balance,\n,,,\nb,Are you open on Sunday?,get_account_balance,\n");
        await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--data-csv", "voice tests/calls.csv");
        string deep = folder.PathOf("voice tests", "deep");

        JsonElement[] git = await PlacesAsync(deep, folder.PathOf("results", "demo"), "");
        JsonElement[] workspace = await PlacesAsync(folder.Path, "demo", folder.PathOf("voice tests"));
        (_, string annotations, _) =
            await Support.Cli.RunAsync(deep, Workspace(""), "report", folder.PathOf("results", "demo"), "--format", "git-hub-annotation");

        Assert.Equal([("voice%20tests/calls.csv", 3), ("voice%20tests/calls.csv", 7)], git.Select(PlaceOf));
        Assert.Equal([("calls.csv", 3), ("calls.csv", 7)], workspace.Select(PlaceOf));
        Assert.Equal(["::error file=voice tests/calls.csv,line=3", "::error file=voice tests/calls.csv,line=7"],
            annotations.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[..line.IndexOf(",title", StringComparison.Ordinal)]));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("error RunNotFound", "nothing", "--format", "junit")]
    [InlineData("--format", "nothing")]
    [InlineData("is not one of", "nothing", "--format", "pdf")]
    [InlineData("error InvalidSetting", "nothing", "--format", "junit", "--data-csv", "x.csv")]
    public async Task Wrong_flags_end_with_2(string expected, params string[] arguments)
    {
        using var folder = new CliFolder();
        (int exitCode, string output, string error) = await ReportAsync(folder, arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task File_that_cannot_be_written_ends_with_3()
    {
        using var folder = new CliFolder();
        await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "1");
        (int exitCode, _, string error) = await ReportAsync(folder, "demo", "--format", "junit", "--output-file", "results");
        Assert.Equal(3, exitCode);
        Assert.Contains("error ReportNotWritten", error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Workspace(string path) => new(StringComparer.Ordinal) { ["GITHUB_WORKSPACE"] = path };

    private static async Task<JsonElement[]> PlacesAsync(string folder, string run, string workspace)
    {
        (_, string sarif, _) = await Support.Cli.RunAsync(folder, Workspace(workspace), "report", run, "--format", "sarif");
        return [.. JsonSerializer.Deserialize<JsonElement>(sarif).GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation"))];
    }

    private static (string? File, int Line) PlaceOf(JsonElement place) =>
        (place.GetProperty("artifactLocation").GetProperty("uri").GetString(),
        place.GetProperty("region").GetProperty("startLine").GetInt32());

    private static Task<(int ExitCode, string Output, string Error)> ReportAsync(CliFolder folder, params string[] arguments) =>
        folder.RunAsync(["report", .. arguments]);
}
