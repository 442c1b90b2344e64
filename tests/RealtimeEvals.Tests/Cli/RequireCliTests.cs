using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary><c>--require</c> on the verbs that run or measure cases.</summary>
public sealed class RequireCliTests
{
    public static TheoryData<string> Verbs => ["crawl", "walk", "run"];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Verbs))]
    public async Task Run_that_meets_the_rule_is_exit_code_0_and_one_that_does_not_is_1(string verb)
    {
        using var folder = new CliFolder();

        (int passed, _, string said) = await RunAsync(
            folder, verb, "a", "--require", "pass_rate >= 1", "--allow-sandbox", "--allow-partial-data");
        (int failed, _, string failure) = await RunAsync(
            folder, verb, "b", "--require", "failed >= 1", "--allow-sandbox", "--allow-partial-data");
        (int rehearsal, _, string why) = await RunAsync(folder, verb, "c", "--require", "pass_rate >= 1");
        (int part, _, string of) = await RunAsync(folder, verb, "d", "--require", "pass_rate >= 1", "--allow-sandbox");

        Assert.Equal((0, 1, 1, 1), (passed, failed, rehearsal, part));
        Assert.Contains("a part of the ", said, StringComparison.Ordinal);
        Assert.Contains("PartialData: 1 of ", of, StringComparison.Ordinal);
        Assert.Contains("Gate Passed for a", said, StringComparison.Ordinal);
        Assert.Contains("Gate Failed for b", failure, StringComparison.Ordinal);
        Assert.Contains("Gate NotEvaluated for c", why, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Verbs))]
    public async Task Rule_that_cannot_be_read_is_exit_code_2_before_anything_is_run(string verb)
    {
        using var folder = new CliFolder();

        (int rule, string output, string error) = await RunAsync(folder, verb, "a", "--require", "pass_rate >= high");
        (int policy, _, _) = await RunAsync(folder, verb, "a", "--policy", "none.json");
        (int half, _, string words) = await RunAsync(folder, verb, "a", "--min-samples", "3");

        (int unknown, _, string nearest) = await RunAsync(
            folder, verb, "a", "--require", verb == "run" ? "false_turns_total == 0" : "goal_reached_rate >= 1");

        Assert.Equal((2, 2, 2, 2, ""), (rule, policy, half, unknown, output));
        Assert.Contains($"which a run of {verb} does not have", nearest, StringComparison.Ordinal);
        Assert.Contains("error InvalidRule: The rule 'pass_rate >= high' cannot be read at position 14", error, StringComparison.Ordinal);
        Assert.Contains("error InvalidSetting", words, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("--policy-set", "a")]
    [InlineData("--max-age-hours", "3")]
    [InlineData("--allow-sandbox")]
    [InlineData("--allow-partial-data")]
    public async Task Flag_of_a_gate_without_a_rule_is_exit_code_2(params string[] flags)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await RunAsync(folder, "crawl", "a", flags);

        Assert.Equal(2, exitCode);
        Assert.Contains("add --require RULE or --policy FILE", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_with_a_case_that_errored_is_exit_code_3_also_when_the_gate_passes()
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await RunAsync(
            folder, "crawl", "a", "--sandbox-fault", "error@crawl_001",
            "--require", "errored[allow_unjudged] <= 1", "--allow-sandbox", "--allow-partial-data");

        Assert.Equal(3, exitCode);
        Assert.Contains("Gate Passed for a", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Measured_run_is_held_to_the_rule()
    {
        using var folder = new CliFolder();
        await RunAsync(folder, "run", "a");

        (int passed, _, string said) = await folder.MeasureAsync(
            "results/a", "--require", "pass_rate >= 1", "--allow-sandbox", "--allow-partial-data");
        (int failed, _, _) = await folder.MeasureAsync("results/a", "--require", "failed >= 1", "--allow-sandbox", "--allow-partial-data");
        (int malformed, _, string error) = await folder.MeasureAsync("results/a", "--require", "failed");

        Assert.Equal((0, 1, 2), (passed, failed, malformed));
        Assert.Contains("Gate Passed for a", said, StringComparison.Ordinal);
        Assert.Contains("position 7", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(
        CliFolder folder, string verb, string name, params string[] arguments)
    {
        string[] cache = verb == "walk" ? [] : ["--speech-cache", folder.PathOf("speech")];
        return folder.RunAsync([verb, "--sandbox", "--run-name", name, "--max-examples", "1", .. cache, .. arguments]);
    }
}
