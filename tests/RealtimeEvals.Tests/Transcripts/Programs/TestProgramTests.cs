using System.Diagnostics;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts.Programs;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Programs.TestProgramFixture;

namespace RealtimeEvals.Tests.Transcripts.Programs;

/// <summary>Programs are shell scripts here.</summary>
public sealed class TestProgramTests : IDisposable
{
    private const string Print = $"printf 'BENCHMARK_RESULT_START\\n%s\\nBENCHMARK_RESULT_END\\n' '{Result}'";

    private readonly TemporaryFolder _folder = new();

    [Fact(Timeout = 300_000)]
    public async Task Program_gets_the_contract_of_the_seed_and_its_result_is_read()
    {
        string program = Script(
            $$"""
            printf '%s\n' "$@" > "{{_folder.PathOf("arguments")}}"
            cp "$4" "{{_folder.PathOf("transcript")}}"
            pwd > "{{_folder.PathOf("folder")}}"
            echo noise
            printf 'BENCHMARK_RESULT_START\n%s\nBENCHMARK_RESULT_END\n' '{{Result}}'
            echo more noise
            """);

        ConversationVariable found = Assert.Single(await MeasureAsync(program, """{"depth":2}"""));

        Assert.Equal(
            ("talk", "Own", "m", 7.0, VariableStatus.Good, "7 chars"),
            (found.Conversation, found.Test, found.Metric, found.Value, found.Status, found.Detail));
        string[] arguments = File.ReadAllLines(_folder.PathOf("arguments"));
        Assert.Equal(["--run-id", "talk", "--transcript"], arguments[..3]);
        Assert.Equal(["--workspace", arguments[5], "--options", """{"depth":2}"""], arguments[4..]);
        Assert.Equal("AGENT: Good day.\nPARTICIPANT: H\u00e9llo.\n", File.ReadAllText(_folder.PathOf("transcript")));
        Assert.Equal(arguments[5], File.ReadAllText(_folder.PathOf("folder")).Trim());
        Assert.False(Directory.Exists(arguments[5]));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("true", "it printed no result")]
    [InlineData("exit 1", "it ended with the exit code 1")]
    [InlineData("echo broken >&2; exit 3", "it ended with the exit code 3: broken")]
    [InlineData("kill -9 $$", "it ended with the exit code 137, as after the signal 9")]
    [InlineData("exit 255", "it ended with the exit code 255")]
    [InlineData("echo BENCHMARK_RESULT_START; echo '{}'", "it printed no BENCHMARK_RESULT_END")]
    [InlineData("R=$RESULT; printf '%s\\n' \"$R\" \"$R\"", "it printed BENCHMARK_RESULT_START more than once")]
    [InlineData("echo BENCHMARK_ERROR_START; echo '{\"error\":\"bad\"}'; echo BENCHMARK_ERROR_END", "it failed: bad")]
    [InlineData("while true; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", "it wrote more than 4 MiB")]
    public async Task Program_without_a_result_is_told_by_what_happened(string script, string words)
    {
        string program = Script($"RESULT='BENCHMARK_RESULT_START\n{Result}\nBENCHMARK_RESULT_END'\n{script}");

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(program));

        Assert.Equal(nameof(EvalErrors.ConversationTestFailed), error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("nonsense", "its result is no JSON")]
    [InlineData("""{"tests":[{"title":"x","variables":[{"metric":"m","value":NaN}]}]}""", "its result is no JSON")]
    [InlineData("[]", "its result has no tests")]
    [InlineData("""{"tests":[]}""", "its result has no tests")]
    [InlineData("""{"success":false,"error":"model missing","tests":[]}""", "its result is no success: model missing")]
    [InlineData("""{"tests":[{"title":"x","variables":[]}]}""", "the test 'x' of its result has no variables")]
    [InlineData("""{"tests":[3]}""", "a test of its result is no object")]
    [InlineData("""{"tests":[{"variables":[]}]}""", "a test of its result has no title")]
    [InlineData("""{"tests":[{"title":"x"}]}""", "the test 'x' of its result has no variables")]
    [InlineData("""{"tests":[{"title":"x","variables":[{"value":1}]}]}""", "a variable of the test 'x' has no metric")]
    [InlineData("""{"run_id":"other","tests":[]}""", "its result is of the run 'other'")]
    public async Task Result_that_cannot_be_read_is_told(string result, string words)
    {
        string program = Script($"printf 'BENCHMARK_RESULT_START\n%s\nBENCHMARK_RESULT_END\n' '{result}'");

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(program));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Program_that_hangs_is_ended_with_all_that_it_started()
    {
        string program = Script($"sleep 600 & echo $! > '{_folder.PathOf("child")}'; wait");

        var time = new ManualTime();

        Task measuring = new TestProgram(program, "{}", TimeSpan.FromSeconds(1)).MeasureAsync(
            Talk, time, TestContext.Current.CancellationToken);
        string child = _folder.PathOf("child");
        await Until.TrueAsync(
            "what the program started", () => Task.FromResult(File.Exists(child) && File.ReadAllText(child).Contains('\n')));
        time.Advance(TimeSpan.FromSeconds(1));
        EvalException error = await Assert.ThrowsAsync<EvalException>(() => measuring);

        Assert.Contains("it took more than 1 seconds", error.Message, StringComparison.Ordinal);
        Assert.True(HasEnded(int.Parse(File.ReadAllText(child), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Result_counts_although_something_that_the_program_started_keeps_its_output_open()
    {
        string program = Script($"sleep 600 & echo $! > '{_folder.PathOf("child")}'\n{Print}");

        IReadOnlyList<ConversationVariable> found = await MeasureAsync(program);

        Process.GetProcessById(
            int.Parse(File.ReadAllText(_folder.PathOf("child")), System.Globalization.CultureInfo.InvariantCulture)).Kill();
        Assert.Single(found);
    }

    [Fact(Timeout = 300_000)]
    public async Task Folder_that_cannot_be_deleted_costs_no_result()
    {
        string program = Script($"mkdir locked; touch locked/x; chmod 500 locked\n{Print}");

        Assert.Single(await MeasureAsync(program));
    }

    [Fact(Timeout = 300_000)]
    public async Task Name_that_looks_like_a_flag_is_a_value()
    {
        string program = Script($"printf '%s\\n' \"$1\" > '{_folder.PathOf("first")}'; exit 1");

        await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(program, talk: Talk with { Name = "-x" }));

        Assert.Equal("--run-id=-x", File.ReadAllText(_folder.PathOf("first")).Trim());
    }

    [Fact(Timeout = 300_000)]
    public async Task Program_gets_no_key()
    {
        string program = Script($"env > '{_folder.PathOf("environment")}'; exit 1");
        Environment.SetEnvironmentVariable("CANARY_API_KEY", "sk-canary-77aa31");
        try
        {
            await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(program));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CANARY_API_KEY", null);
        }

        string environment = File.ReadAllText(_folder.PathOf("environment"));
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", environment, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task File_that_is_no_program_is_told()
    {
        EvalException error = await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(_folder.Write("notes.txt", "hello")));

        Assert.Contains("it does not start", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static bool HasEnded(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.WaitForExit(TimeSpan.FromMinutes(1));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private string Script(string body)
    {
        string path = _folder.Write("test.sh", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
