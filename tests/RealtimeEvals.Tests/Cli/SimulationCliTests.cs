using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class SimulationCliTests
{
    private static readonly string[] ReferenceFlags =
    [
        "--data-csv", "--results-dir", "--run-name", "--model", "--assistant-model", "--simulator-model",
        "--system-prompt-file", "--tools-file", "--assistant-system-prompt-file",
        "--assistant-tools-file", "--simulator-system-prompt", "--chunk-ms", "--sample-rate-hz",
        "--input-audio-format", "--output-audio-format", "--real-time", "--max-turns",
        "--max-examples", "--judge-model", "--skip-plots",
    ];

    [Fact(Timeout = 300_000)]
    public async Task Help_lists_the_reference_s_flags()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.RunAsync("run", "--help");

        Assert.Equal(0, exitCode);
        Assert.All(ReferenceFlags, flag => Assert.Contains($"  {flag} ", output, StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_flag_of_the_reference_is_taken()
    {
        using var folder = new CliFolder();
        using var data = new SimulationFolder();
        folder.Write("mine.txt", "Mine.");
        folder.Write("other.txt", "Other.");
        folder.Write("mine.json", SimulationFolder.Tools);
        folder.Write("other.json", "[]");

        (int exitCode, _, string error) = await folder.RunSimulationsAsync(
            "--data-csv", data.Index, "--results-dir", "elsewhere", "--run-name", "demo", "--model", "gpt-realtime-2.1",
            "--assistant-model", "gpt-realtime-2.1-mini", "--simulator-model", "gpt-realtime",
            "--system-prompt-file", "other.txt", "--assistant-system-prompt-file", "mine.txt",
            "--tools-file", "other.json", "--assistant-tools-file", "mine.json",
            "--simulator-system-prompt", "You are Bo. Say END_CALL.", "--chunk-ms", "40",
            "--sample-rate-hz", "24000", "--input-audio-format", "g711_ulaw", "--output-audio-format", "g711_alaw",
            "--max-turns", "1", "--max-examples", "1", "--judge-model", "gpt-5.1", "--skip-plots", "--real-time");

        Assert.True(exitCode == 0, error);
        JsonElement settings = SettingsOf(new RunFiles(folder.PathOf("elsewhere", "demo")));
        Assert.Equal(("gpt-realtime-2.1-mini", "gpt-realtime"), (Text("assistant_model"), Text("simulator_model")));
        Assert.Equal(
            (40, true, 1),
            (
                settings.GetProperty("chunk_ms").GetInt32(),
                settings.GetProperty("real_time").GetBoolean(),
                settings.GetProperty("max_turns").GetInt32()));
        Assert.Equal(
            ("Mine.", HashOf("Mine."), HashOf("You are Bo. Say END_CALL."), HashOf(SimulationFolder.Tools)),
            (Text("system_prompt"), Text("system_prompt_sha256"), Text("simulator_prompt_sha256"), Text("tools_sha256")));
        Assert.Contains("g711_ulaw", Text("input_format"), StringComparison.Ordinal);
        Assert.Contains("g711_alaw", Text("output_format"), StringComparison.Ordinal);

        string? Text(string name) => settings.GetProperty(name).GetString();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("gpt-realtime-2.1-mini", "--model", "gpt-realtime-2.1-mini")]
    [InlineData("gpt-realtime-2.1-mini", "--assistant-model", "gpt-realtime-2.1-mini", "--model", "gpt-realtime")]
    [InlineData("gpt-realtime-2.1", "--simulator-model", "gpt-realtime")]
    public async Task Model_under_test_is_the_special_flag_then_the_short_one_then_the_default(string expected, params string[] arguments)
    {
        using var folder = new CliFolder();

        await folder.RunSimulationsAsync(["--run-name", "demo", "--max-examples", "1", "--max-turns", "1", "--skip-judge", .. arguments]);

        Assert.Equal(expected, Assert.Single(folder.Run("demo").Column("assistant_model")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_a_judge_names_the_command_that_judges_it()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.RunSimulationsAsync("--run-name", "demo", "--max-examples", "1", "--skip-judge");

        Assert.Contains(
            $"realtime-evals measure \"{folder.PathOf("results", "demo")}\" --judge --sandbox", output, StringComparison.Ordinal);
        Assert.DoesNotContain("OPENAI_API_KEY", output, StringComparison.Ordinal);
        Assert.Equal(3, exitCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Next_command_names_the_simulations_that_were_given()
    {
        using var folder = new CliFolder();
        string index = ConversationSetup.CopySimulations(folder.PathOf("mine"), "refund");

        (_, string output, _) = await folder.RunSimulationsAsync("--run-name", "demo", "--data-csv", index, "--max-examples", "1");

        Assert.Contains($"realtime-evals run --data-csv \"{index}\" --max-examples 1", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Short_names_of_prompt_and_tools_count_too()
    {
        using var folder = new CliFolder();
        using var data = new SimulationFolder();
        folder.Write("mine.txt", "Mine.");
        folder.Write("mine.json", SimulationFolder.Tools);
        data.With("assistant", null);

        await folder.RunSimulationsAsync(
            "--data-csv", data.Index, "--run-name", "demo", "--max-turns", "1", "--skip-judge",
            "--system-prompt-file", "mine.txt", "--tools-file", "mine.json");

        Assert.Equal("Mine.", SettingsOf(folder.Run("demo")).GetProperty("system_prompt").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Turns_and_examples_may_be_limited()
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunSimulationsAsync("--run-name", "demo", "--max-turns", "2", "--max-examples", "3");

        Assert.True(exitCode == 0, error);
        Assert.Equal(
            ["order_status", "order_status", "refund", "refund", "address_change", "address_change"],
            folder.Run("demo").Column("simulation_id"));
        Assert.Equal(["1", "2", "1", "2", "1", "2"], folder.Run("demo").Column("turn_index"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Trials_have_ids_of_their_own_and_the_summary_how_often_all_of_them_pass()
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunSimulationsAsync("--run-name", "demo", "--trials", "3", "--max-examples", "1");

        Assert.True(exitCode == 0, error);
        RunFiles run = folder.Run("demo");
        Assert.Equal(
            ["order_status.trial1", "order_status.trial2", "order_status.trial3"],
            run.Column("conversation_id").Distinct(StringComparer.Ordinal));
        Assert.Equal("order_status", Assert.Single(run.Column("simulation_id").Distinct(StringComparer.Ordinal)));
        Assert.Equal(
            ["order_status.trial1.jsonl", "order_status.trial2.jsonl", "order_status.trial3.jsonl"],
            Directory.GetFiles(run.PathOf("events")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["pass^1", "pass^1_n", "pass^2", "pass^2_n", "pass^3", "pass^3_n"],
            run.Summary.EnumerateObject().Select(key => key.Name).Where(name => name.StartsWith("pass^", StringComparison.Ordinal)));
        Assert.All(
            new[] { "pass^1", "pass^2", "pass^3" },
            key => Assert.Equal((1, 1), (run.Summary.GetProperty(key).GetDouble(), run.Summary.GetProperty($"{key}_n").GetInt32())));
    }

    [Fact(Timeout = 300_000)]
    public async Task One_trial_has_the_id_of_the_simulation_and_no_pass_k()
    {
        using var folder = new CliFolder();

        await folder.RunSimulationsAsync("--run-name", "demo", "--trials", "1", "--max-examples", "1", "--max-turns", "1");

        Assert.Equal(["order_status"], folder.Run("demo").Column("conversation_id"));
        Assert.DoesNotContain(folder.Run("demo").Summary.EnumerateObject(), key => key.Name.StartsWith("pass^", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_json_is_json_and_nothing_else()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.RunSimulationsAsync(
            "--run-name", "demo", "--output", "json", "--max-examples", "2");

        Assert.Equal(0, exitCode);
        JsonElement results = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(
            [("order_status", "pass"), ("refund", "pass")],
            results.EnumerateArray().Select(
                result => (result.GetProperty("conversation_id").GetString()!, result.GetProperty("outcome").GetString()!)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_csv_is_results_csv_and_nothing_else()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, _) = await folder.RunSimulationsAsync("--run-name", "demo", "--output", "csv", "--max-examples", "2");

        Assert.Equal(0, exitCode);
        Assert.Equal(await File.ReadAllTextAsync(folder.Run("demo").PathOf("results.csv")), output);
    }

    [Fact(Timeout = 300_000)]
    public async Task Shipped_simulations_end_on_the_sandbox_as_their_notes_say()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.RunSimulationsAsync("--run-name", "demo");

        Assert.True(exitCode == 0, error);
        Assert.Contains("6 passed, 1 failed, 0 errored, 0 inconclusive of 7", output, StringComparison.Ordinal);
        Assert.Contains("change_of_mind: Fail", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
        Assert.Equal(0, folder.Run("demo").Summary.GetProperty("invalid_callers").GetInt32());
    }

    private static JsonElement SettingsOf(RunFiles run) =>
        JsonSerializer.Deserialize<JsonElement>(run.JournalLines[^1]).GetProperty("settings");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
