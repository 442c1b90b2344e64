using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class SimulationFaultCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Everything_that_is_wrong_stands_in_one_message_and_nothing_is_written()
    {
        using var folder = new CliFolder();
        using var data = new SimulationFolder();
        data.Write("prompt.txt", "You work for {{shop}}.");
        data.Write("empty.json", "");
        data.Write("right.json", EditedJson.Set(SimulationFolder.Valid, "simulation_id", null));
        data.With("turns.max_turns", "\"6\"").With("tool_mocks[0].outputs", "{}")
            .With("graders.trace_level[0].id", "\"polite\"").With("simulator.system_prompt", "\"You are Ann.\"")
            .WithIndex(
                "simulation_id,simulation_path,enabled\nbase,sim.json,true\nnone,gone.json,true\n"
                + "empty,empty.json,true\nCON,right.json,true\nmaybe,sim.json,1\n");

        (int exitCode, string output, string error) = await folder.RunSimulationsAsync("--data-csv", data.Index);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("error InvalidInput: The input has 8 problems; nothing was sent:", error, StringComparison.Ordinal);
        string simulation = data.SimulationPath;
        Assert.StartsWith($"warning: {simulation}, $.simulator.system_prompt: ", error, StringComparison.Ordinal);
        foreach (string place in new[] { "$.turns.max_turns: \"6\"", "$.tool_mocks[0].outputs: ", "$.graders.trace_level[0].id: 'polite'" })
            Assert.Contains($"  {simulation}, {place}", error, StringComparison.Ordinal);
        foreach (string place in new[] { "row 3, simulation_path: 'gone.json'", "row 5, simulation_id: 'CON'", "row 6, enabled: '1'" })
            Assert.Contains($"  {data.Index}, {place}", error, StringComparison.Ordinal);
        Assert.Contains($"  {data.PathOf("prompt.txt")}: '{{{{shop}}}}'", error, StringComparison.Ordinal);
        Assert.Contains($"  {data.PathOf("empty.json")}: ", error, StringComparison.Ordinal);
        AssertNothingWritten(folder);
    }

    [Fact(Timeout = 300_000)]
    public async Task Simulation_that_is_left_out_by_max_examples_is_checked_all_the_same()
    {
        using var folder = new CliFolder();
        using var data = new SimulationFolder();
        data.Write("bad.json", "{}");
        data.WithIndex("simulation_id,simulation_path\nbase,sim.json\nbad,bad.json\n");

        (int exitCode, _, string error) = await folder.RunSimulationsAsync("--data-csv", data.Index, "--max-examples", "1");

        Assert.Equal(2, exitCode);
        Assert.Contains("bad.json, $.scenario: missing", error, StringComparison.Ordinal);
        AssertNothingWritten(folder);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("--data-csv")]
    [InlineData("--tools-file")]
    [InlineData("--system-prompt-file")]
    [InlineData("--assistant-tools-file")]
    [InlineData("--assistant-system-prompt-file")]
    public async Task File_that_is_missing_is_named_by_its_full_path(string flag)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.RunSimulationsAsync(flag, "nothing.txt");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(
            $"1 problem; nothing was sent:\n  {folder.PathOf("nothing.txt")}: no such file",
            error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        AssertNothingWritten(folder);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("must be odd", "--judge-samples", "2")]
    [InlineData("must be odd", "--judge-samples", "0")]
    [InlineData("must be odd", "--judge-samples", "27")]
    [InlineData("number of trials", "--trials", "-1")]
    [InlineData("number of trials", "--trials", "101")]
    [InlineData("maximum of turns", "--max-turns", "-1")]
    [InlineData("maximum of turns", "--max-turns", "1001")]
    [InlineData("--max-turns", "--max-turns", "1.5")]
    [InlineData("number of cases", "--max-examples", "-1")]
    [InlineData("tool rounds", "--tool-round-limit", "0")]
    [InlineData("invalid callers", "--invalid-caller-limit", "1.5")]
    [InlineData("invalid callers", "--invalid-caller-limit", "NaN")]
    [InlineData("sample rate", "--sample-rate-hz", "1")]
    [InlineData("chunk length", "--chunk-ms", "0")]
    [InlineData("run name", "--run-name", "../up")]
    [InlineData("--judge-model is empty", "--judge-model", "")]
    [InlineData("'mp3'", "--input-audio-format", "mp3")]
    [InlineData("--output", "--output", "xml")]
    [InlineData("--temperature", "--temperature", "1")]
    public async Task Setting_that_is_wrong_is_one_error_of_usage(string words, params string[] arguments)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.RunSimulationsAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        AssertNothingWritten(folder);
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_that_never_happens_is_a_warning_and_one_that_does_is_none()
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunSimulationsAsync(
            "--max-examples", "1", "--sandbox-fault", "error@order_statsu", "--sandbox-fault", "late-audio:1@order_status");

        Assert.Equal(0, exitCode);
        Assert.Contains("'error@order_statsu' never happened", error, StringComparison.Ordinal);
        Assert.DoesNotContain("late-audio", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Id_that_another_simulation_has_with_its_trial_is_no_bug()
    {
        using var folder = new CliFolder();
        using var data = new SimulationFolder();
        data.With("simulation_id", null).WithIndex("simulation_id,simulation_path\na,sim.json\na.trial1,more.json\n");
        data.Write("more.json", EditedJson.Set(SimulationFolder.Valid, "simulation_id", null));
        data.With("trials", "2");

        (_, _, string error) = await folder.RunSimulationsAsync("--data-csv", data.Index, "--run-name", "names");

        Assert.DoesNotContain("Unexpected", error, StringComparison.Ordinal);
        Assert.Equal(
            ["a.trial1", "a.trial1_", "a.trial2"],
            folder.Run("names").Column("conversation_id").Distinct().Order(StringComparer.Ordinal));
    }

    private static void AssertNothingWritten(CliFolder folder)
    {
        Assert.False(Directory.Exists(folder.PathOf("results")));
        Assert.False(Directory.Exists(folder.PathOf("speech")));
    }
}
