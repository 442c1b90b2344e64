using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What models, services and files wrote, on the console.</summary>
public sealed partial class ForeignTextCliTests
{
    private static readonly Dictionary<string, string> OnGitHub = new(StringComparer.Ordinal) { ["GITHUB_ACTIONS"] = "true" };

    private static string HostileCell => $"\"{ForeignText.Hostile}\"";

    [Fact(Timeout = 300_000)]
    public async Task Rows_of_a_table_are_told_without_what_steers_a_terminal()
    {
        using var folder = new CliFolder();
        folder.Write("bad.csv", $"example_id,user_text,gt_tool_call,gt_tool_call_arg\n{HostileCell},hi,{HostileCell},{HostileCell}\n");

        (int exitCode, string output, string error) = await folder.CrawlAsync("--sandbox", "--data-csv", "bad.csv");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("a<U+001B>[2J<U+001B>]0;owned<U+0007><U+000D>15 passed", error, StringComparison.Ordinal);
        ForeignText.AssertHarmless(error);
        Assert.Equal(5, error.TrimEnd().Split('\n').Length);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(2, "crawl", "--sandbox", "--data-csv")]
    [InlineData(2, "run", "--sandbox", "--data-csv")]
    [InlineData(2, "gate", "none", "--require")]
    [InlineData(3, "pulse", "--status-json")]
    [InlineData(2, "crawl", "--sandbox", "--sandbox-fault")]
    [InlineData(2, "crawl", "--sandbox", "--case-id")]
    [InlineData(2, "crawl", "--sandbox", "--throttle-limit")]
    public async Task What_is_named_is_repeated_without_what_steers_a_terminal(int expected, params string[] arguments)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunAsync([.. arguments, ForeignText.Hostile]);

        Assert.Equal(expected, exitCode);
        Assert.Contains("<U+001B>[2J", error, StringComparison.Ordinal);
        ForeignText.AssertHarmless(error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_of_a_server_is_told_without_what_steers_a_terminal()
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer(static (context, _) =>
            LoopbackServer.RefuseAsync(
                context,
                400,
                $$"""{"error":{"message":{{ForeignText.Json(ForeignText.Hostile)}},"code":"""
                + $$"""{{ForeignText.Json(ForeignText.Hostile)}} } }"""));

        (int exitCode, string output, string error) = await folder.CrawlAsync(
            "--endpoint", server.RealtimeAddress.AbsoluteUri, "--max-examples", "1");

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("<U+001B>[2J", error, StringComparison.Ordinal);
        ForeignText.AssertHarmless(error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Words_of_an_agent_neither_steer_a_terminal_nor_forge_a_line_of_the_transcript()
    {
        using var folder = new CliFolder();
        using SandboxRules rules = new SandboxRules().AgentAnswers("\\bThe table lamp I bought\\b", ForeignText.Hostile);
        await using var sandbox = TestSandbox.Start(rules.Options);
        string[] arguments =
            ["run", "--base-url", sandbox.Target.Rest!.AbsoluteUri, "--speech-cache", folder.PathOf("speech"), "--case-id", "refund"];

        (_, string output, string error) = await folder.RunAsync([.. arguments, "--run-name", "held"]);

        Assert.Contains("a<U+001B>[2J<U+001B>]0;owned<U+0007>", output, StringComparison.Ordinal);
        ForeignText.AssertHarmless(output);
        ForeignText.AssertHarmless(error);
        string transcript = File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Run("held").PathOf("conversations"), "*.txt")));
        Assert.Contains("a<U+001B>[2J<U+001B>]0;owned<U+0007>", transcript, StringComparison.Ordinal);
        ForeignText.AssertHarmless(transcript);
        Assert.DoesNotContain(transcript.Split('\n'), line => line.StartsWith("TURN 9", StringComparison.Ordinal));
        Assert.All(transcript.Split('\n'), line => Assert.Matches(@"^TURN \d+ (USER|ASSISTANT|TOOL_CALL|TOOL_OUTPUT): ", line));
    }

    [Fact(Timeout = 300_000)]
    public async Task On_GitHub_commands_are_stopped_from_the_first_line_to_the_last()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.CrawlWithAsync(
            OnGitHub, "--sandbox", "--max-examples", "1", "--run-name", "demo");
        (_, string other, _) = await folder.CrawlWithAsync(OnGitHub, "--sandbox", "--max-examples", "1", "--run-name", "other");

        Assert.Equal(0, exitCode);
        string[] tokens = [AssertStopped(output), AssertStopped(error), AssertStopped(other)];
        Assert.Equal(3, tokens.Distinct(StringComparer.Ordinal).Count());
        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{64}\\z", token));
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories),
            path => Assert.DoesNotContain(tokens[0], File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task On_GitHub_an_error_ends_with_the_commands_allowed_again()
    {
        using var folder = new CliFolder();

        (_, string output, string error) = await folder.CrawlWithAsync(OnGitHub, "--sandbox", "--data-csv", "none.csv");
        (int usage, _, string wrong) = await folder.CrawlWithAsync(OnGitHub, "--no-such-flag");

        Assert.Equal("", output);
        AssertStopped(error);
        AssertStopped(wrong);
        Assert.Equal(2, usage);
    }

    [Fact(Timeout = 300_000)]
    public async Task On_GitHub_data_and_annotations_are_not_stopped()
    {
        using var folder = new CliFolder();

        (_, string json, _) = await folder.CrawlWithAsync(
            OnGitHub, "--sandbox", "--max-examples", "1", "--run-name", "demo", "--output", "json");
        (_, string annotations, _) = await Support.Cli.RunAsync(folder.Path, OnGitHub, "report", "demo", "--format", "GitHubAnnotation");

        Assert.Equal("crawl_001", JsonDocument.Parse(json).RootElement[0].GetProperty("case_id").GetString());
        Assert.Matches("^::notice ", annotations);
    }

    [Fact(Timeout = 300_000)]
    public async Task Json_says_the_same_and_holds_no_command()
    {
        using var folder = new CliFolder();
        folder.Write(
            "data.csv", $"example_id,user_text,gt_tool_call,gt_tool_call_arg\none,\"Hello. ###vso[task.complete]x ##[error]y\",,\n");

        (_, string json, _) = await folder.CrawlAsync("--sandbox", "--data-csv", "data.csv", "--output", "json");

        ForeignText.AssertHarmless(json);
        Assert.Equal(
            "Hello. ###vso[task.complete]x ##[error]y",
            JsonDocument.Parse(json).RootElement[0].GetProperty("user_text").GetString());
    }

    /// <summary>Asserts that all of a stream stands between the two commands.</summary>
    /// <returns>The token.</returns>
    private static string AssertStopped(string stream)
    {
        string[] lines = OwnColour().Replace(stream, "").TrimEnd().Split('\n');
        string token = Regex.Match(
            lines[0],
            "^::stop-commands::(?<token>.+)$",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromMinutes(1)).Groups["token"].Value.TrimEnd();
        Assert.Equal($"::{token}::", lines[^1].TrimEnd());
        ForeignText.AssertHarmless(string.Join('\n', lines[1..^1]));
        Assert.DoesNotContain(lines[1..^1], line => line.Contains(token, StringComparison.Ordinal));
        return token;
    }

    [GeneratedRegex(@"\e\[(38;5;\d+|0)m", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnColour();
}
