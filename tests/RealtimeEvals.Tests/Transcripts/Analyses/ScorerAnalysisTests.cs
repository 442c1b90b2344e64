using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Adapters;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Analyses.QualityFixture;

namespace RealtimeEvals.Tests.Transcripts.Analyses;

/// <summary>Scorers are shell scripts here, and Python files where there is a Python.</summary>
public sealed class ScorerAnalysisTests : IDisposable
{
    private const string Result =
        """{"success":true,"run_id":"talk","metadata":{"vcdr_version":"1"},"vcdr_results":{"title":"Intake","questions":["""
        + """{"id":"q1","prompt":"Name?","asked":true,"answered":true,"order_position":2,"recall_attempts":1,"answer":"Ann"},"""
        + """{"id":"q2","prompt":"Birth?","asked":true,"answered":false,"order_position":1,"answer":null},"""
        + """{"id":"q3","asked":false,"answered":false,"order_position":null}]}}""";

    private readonly TemporaryFolder _folder = new();

    [Fact(Timeout = 300_000)]
    public async Task Scorer_gets_the_contract_and_its_result_is_kept_as_it_is()
    {
        string map = _folder.Write("modules.csv", "title,id\nTAKE,01MODULE\nother,01OTHER\n");
        string program = Script(
            $$"""
            printf '%s\n' "$@" > "{{_folder.PathOf("arguments")}}"
            cp "$4" "{{_folder.PathOf("transcript")}}"
            echo noise
            printf 'VCDR_RESULT_START\n%s\nVCDR_RESULT_END\n' '{{Result}}'
            """);

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await ScoreAsync(program, map);

        AnalysedConversation one = Assert.Single(found);
        Assert.Empty(sink.Errors);
        Assert.Equal(("scorer.sh", false, Result), (one.Analysis.Kind, one.Analysis.IsFailed, one.Analysis.Json));
        Assert.Equal(
            ["q1|True|True|1|2|False|1|Ann", "q2|True|False|2|1|True||", "q3|False|False|3||||"],
            one.Quality.Questions.Select(question => string.Join(
                '|',
                question.Id,
                question.Asked,
                question.Answered,
                question.ExpectedPosition,
                question.ActualPosition,
                question.IsInOrder,
                question.Attempts,
                question.Answer)));
        Assert.Null(one.Quality.CostUsd);
        string[] arguments = File.ReadAllLines(_folder.PathOf("arguments"));
        Assert.Equal(["--run-id", "talk", "--transcript"], arguments[..3]);
        Assert.Equal(["--options", """{"depth":2}""", "--module", "01MODULE"], arguments[6..]);
        Assert.StartsWith("AGENT: Good day. What", File.ReadAllText(_folder.PathOf("transcript")), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("true", "it printed no result between VCDR_RESULT_START and VCDR_RESULT_END")]
    [InlineData("echo BENCHMARK_RESULT_START; echo '{}'; echo BENCHMARK_RESULT_END", "it printed no result between VCDR_RESULT_START")]
    [InlineData("echo 'no module voz' >&2; exit 2", "it could not import what it needs; it ended with the exit code 2: no module voz")]
    [InlineData("echo \"$E\"; exit 2", "it could not import what it needs: ValueError bad")]
    [InlineData("echo \"$E\"; exit 1", "it failed: ValueError bad")]
    [InlineData("exit 3", "it ended with the exit code 3")]
    [InlineData("kill -9 $$", "it ended with the exit code 137, as after the signal 9")]
    [InlineData("sleep 600", "it took more than 1 seconds")]
    [InlineData("echo \"$R\"; echo \"$R\"", "it printed VCDR_RESULT_START more than once")]
    [InlineData("while true; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", "it wrote more than 4 MiB")]
    public async Task Scorer_without_a_result_is_a_failing_state(string script, string words)
    {
        const string Error = """VCDR_ERROR_START {"success":false,"error":"bad","error_type":"ValueError"} VCDR_ERROR_END""";
        string program = Script($"R='VCDR_RESULT_START\n{Result}\nVCDR_RESULT_END'\nE='{Error}'\n{script}");
        double limit = script.StartsWith("sleep", StringComparison.Ordinal) ? 1 : 30;

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await ScoreAsync(program, seconds: limit);

        Assert.Contains(words, FailureOf(found, sink), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("[]", "its result has no questions in vcdr_results")]
    [InlineData("""{"vcdr_results":{"questions":[]}}""", "its result has no questions in vcdr_results")]
    [InlineData("""{"vcdr_results":{"questions":[{"asked":true,"answered":true}]}}""", "question 1 of its result has no id")]
    [InlineData("""{"vcdr_results":{"questions":[{"id":"a","answered":true}]}}""", "'a' of its result does not say whether it was asked")]
    [InlineData("""{"vcdr_results":{"questions":[{"id":"a","asked":true,"answered":1}]}}""", "does not say whether it was answered")]
    [InlineData("""{"run_id":"other","vcdr_results":{}}""", "its result is of the run 'other'")]
    [InlineData("""{"success":false,"error":"no key"}""", "its result is no success: no key")]
    public async Task Result_that_cannot_be_read_is_a_failing_state(string result, string words)
    {
        string program = Script($"printf 'VCDR_RESULT_START\n%s\nVCDR_RESULT_END\n' '{result}'");

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await ScoreAsync(program);

        Assert.Contains(words, FailureOf(found, sink), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"in":"1","take":"2"}""", "belongs to more than one of the modules: 'in', 'take'")]
    [InlineData("""{"memory":"1","home":"2"}""", "the prompt 'intake' belongs to none of the modules 'memory', 'home'")]
    public async Task Prompt_must_belong_to_exactly_one_module(string map, string words)
    {
        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) =
            await ScoreAsync(Script($"touch '{_folder.PathOf("ran")}'"), _folder.Write("modules.json", map));

        Assert.Contains(words, FailureOf(found, sink), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("ran")));
    }

    [Theory]
    [InlineData("modules.json", "[]")]
    [InlineData("modules.json", "{}")]
    [InlineData("modules.json", """{"a":1}""")]
    [InlineData("modules.json", """{"a":"1","a":"2"}""")]
    [InlineData("modules.csv", "title\na\n")]
    [InlineData("modules.csv", "title,id\n")]
    [InlineData("modules.csv", "title,id\na,\n")]
    [InlineData("modules.csv", "title,id\na,1\na,2\n")]
    public void Map_that_is_wrong_is_refused(string name, string content)
    {
        string map = _folder.Write(name, content);

        EvalException error = Assert.Throws<EvalException>(
            () => ScorerModules.Read(map, AdapterServices.Create(TimeProvider.System).Tables));

        Assert.Equal(nameof(EvalErrors.InvalidInput), error.ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Scorer_gets_no_key_and_nothing_runs_without_consent()
    {
        string program = Script($"env > '{_folder.PathOf("environment")}'");
        Environment.SetEnvironmentVariable("CANARY_SCORER_API_KEY", "sk-canary-91bc02");
        try
        {
            Assert.Empty((await ScoreAsync(program, confirms: false)).Found);
            Assert.False(File.Exists(_folder.PathOf("environment")));
            await ScoreAsync(program);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CANARY_SCORER_API_KEY", null);
        }

        Assert.DoesNotContain("sk-canary", File.ReadAllText(_folder.PathOf("environment")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Python_file_prints_its_result_itself()
    {
        string scorer = _folder.Write(
            "scorer.py", $"import sys\nprint('VCDR_RESULT_START')\nprint('{Result}')\nprint('VCDR_RESULT_END')\nsys.exit(0)\n");
        bool hasPython = new[] { "python3", "python" }.Any(name => ProgramPath.Find(name, ChildEnvironment.SearchPath) is not null);

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await ScoreAsync(scorer);

        if (hasPython) Assert.Equal(3, Assert.Single(found).Quality.QuestionCount);
        else Assert.Contains("no python3 is on PATH", FailureOf(found, sink), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(IReadOnlyList<AnalysedConversation> Found, CollectingSink Sink)> ScoreAsync(
        string program, string? map = null, double seconds = 30, bool confirms = true)
    {
        ScorerModules? modules = map is null ? null : ScorerModules.Read(map, AdapterServices.Create(TimeProvider.System).Tables);
        var scorer = new ScorerProgram(program, """{"depth":2}""", TimeSpan.FromSeconds(seconds)) { Modules = modules };
        return AnalyseAsync(new QualityOptions { Scorer = scorer }, confirms);
    }

    private string Script(string body)
    {
        string path = _folder.Write("scorer.sh", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
