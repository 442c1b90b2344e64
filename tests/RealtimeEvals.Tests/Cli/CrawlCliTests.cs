using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class CrawlCliTests
{
    private static readonly string[] ReferenceFlags =
    [
        "--data-csv", "--results-dir", "--run-name", "--model", "--system-prompt-file",
        "--tools-file", "--voice", "--tts-model", "--chunk-ms", "--sample-rate-hz",
        "--input-audio-format", "--output-audio-format", "--real-time", "--max-examples", "--skip-plots",
    ];

    [Fact(Timeout = 300_000)]
    public async Task Crawl_on_the_sandbox_needs_nothing_and_leaves_a_complete_run()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.CrawlAsync("--sandbox", "--run-name", "demo");

        Assert.Equal(0, exitCode);
        Assert.Contains("17 passed, 1 failed, 0 errored, 0 inconclusive of 18", output, StringComparison.Ordinal);
        Assert.Contains("not evidence", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        RunFiles run = folder.Run("demo");
        Assert.Equal(
            ["evidence.json", "journal.jsonl", "report.html", "results.csv", "run.json", "summary.json"],
            Directory.GetFiles(run.PathOf()).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(18, run.Table.Rows.Count);
        Assert.Equal(18, Directory.GetFiles(run.PathOf("events"), "*.jsonl").Length);
        Assert.Equal(36, Directory.GetFiles(run.PathOf("audio"), "*.wav", SearchOption.AllDirectories).Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task Table_fits_a_terminal_of_120_columns_and_names_every_case()
    {
        using var folder = new CliFolder();

        (_, string output, _) = await folder.CrawlAsync("--sandbox", "--run-name", "demo");

        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
        Assert.All(
            Enumerable.Range(1, 18),
            number => Assert.Contains(FormattableString.Invariant($"crawl_{number:000}"), output, StringComparison.Ordinal));
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_json_is_json_and_nothing_else()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.CrawlAsync(
            "--sandbox", "--run-name", "demo", "--output", "json", "--max-examples", "3");

        Assert.Equal(0, exitCode);
        JsonElement results = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(
            ["crawl_001", "crawl_002", "crawl_003"],
            results.EnumerateArray().Select(result => result.GetProperty("case_id").GetString()));
        Assert.All(results.EnumerateArray(), result => Assert.Equal("pass", result.GetProperty("outcome").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_csv_is_results_csv_and_nothing_else()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--output", "csv");

        Assert.Equal(0, exitCode);
        Assert.Equal(await File.ReadAllTextAsync(folder.Run("demo").PathOf("results.csv")), output);
        Assert.Contains("Beaupré", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task One_errored_case_is_exit_code_3_and_a_resumed_run_0()
    {
        using var folder = new CliFolder();

        (int broken, string output, string error) = await folder.CrawlAsync(
            "--sandbox", "--sandbox-fault", "error@crawl_002", "--run-name", "demo", "--max-examples", "3");
        (int mended, _, _) = await folder.CrawlAsync(
            "--sandbox", "--run-name", "demo", "--max-examples", "3", "--resume", "--retry-errors");

        Assert.Equal((3, 0), (broken, mended));
        Assert.Contains("2 passed, 0 failed, 1 errored", output, StringComparison.Ordinal);
        Assert.Contains("crawl_002: Error (response_error)", error, StringComparison.Ordinal);
        Assert.Equal(["pass", "pass", "pass"], folder.Run("demo").Column("outcome"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_of_a_taken_name_is_exit_code_2_and_force_replaces_it()
    {
        using var folder = new CliFolder();
        string[] arguments = ["--sandbox", "--run-name", "demo", "--max-examples", "1"];
        await folder.CrawlAsync(arguments);

        (int taken, string output, string error) = await folder.CrawlAsync(arguments);
        (int forced, _, _) = await folder.CrawlAsync([.. arguments, "--force"]);

        Assert.Equal((2, 0), (taken, forced));
        Assert.Empty(output);
        Assert.Contains("error RunExists: ", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Help_lists_the_reference_s_flags()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.RunAsync("crawl", "--help");

        Assert.Equal(0, exitCode);
        Assert.All(ReferenceFlags, flag => Assert.Contains($"{flag} ", output, StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_flag_of_the_reference_is_taken()
    {
        using var folder = new CliFolder();
        folder.Write("cases.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg\none,Hello there thanks.,,\n");
        folder.Write("prompt.txt", "Be kind.");
        folder.Write("tools.json", "[]");

        (int exitCode, _, string error) = await folder.CrawlAsync(
            "--sandbox", "--data-csv", "cases.csv", "--results-dir", "elsewhere", "--run-name", "demo",
            "--model", "gpt-realtime-2.1-mini", "--system-prompt-file", "prompt.txt",
            "--tools-file", "tools.json", "--voice", "cedar", "--tts-model", "gpt-4o-mini-tts",
            "--chunk-ms", "40", "--sample-rate-hz", "24000", "--input-audio-format", "g711_ulaw",
            "--output-audio-format", "g711_alaw", "--real-time", "--max-examples", "5", "--skip-plots");

        Assert.True(exitCode == 0, error);
        JsonElement settings = new RunFiles(folder.PathOf("elsewhere", "demo")).Manifest.GetProperty("settings");
        Assert.Equal(
            ("gpt-realtime-2.1-mini", "cedar", 40, "g711_ulaw", "g711_alaw", true),
            (
                Text("model"),
                Text("voice"),
                settings.GetProperty("chunk_ms").GetInt32(),
                Text("input_audio_format"),
                Text("output_audio_format"),
                settings.GetProperty("real_time").GetBoolean()));

        string? Text(string name) => settings.GetProperty(name).GetString();
    }
}
