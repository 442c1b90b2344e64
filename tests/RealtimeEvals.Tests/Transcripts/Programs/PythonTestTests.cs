using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Programs.TestProgramFixture;

namespace RealtimeEvals.Tests.Transcripts.Programs;

/// <summary>Tests that are Python files, where there is a Python.</summary>
public sealed class PythonTestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static bool HasPython =>
        new[] { "python3", "python" }.Any(name => ProgramPath.Find(name, ChildEnvironment.SearchPath) is not null);

    [Fact(Timeout = 300_000)]
    public async Task Python_file_with_run_is_a_test_where_there_is_a_Python()
    {
        string test = _folder.Write(
            "own.py",
            """
            def run(transcript):
                lines = transcript.split("\n")
                print("noise")
                return {"title": "Own", "variables": [
                    {"metric": "lines", "value": len(lines), "status": "good"},
                    {"metric": "said", "value": lines[1]}]}
            """);
        if (!HasPython)
        {
            await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(test));
            return;
        }

        IReadOnlyList<ConversationVariable> found = await MeasureAsync(test);

        Assert.Equal(
            [(2.0, VariableStatus.Good, ""), (null, VariableStatus.Inconclusive, "PARTICIPANT: H\u00e9llo.")],
            found.Select(variable => (variable.Value, variable.Status, variable.Detail)));
        Assert.Equal(["own.py"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("print('BENCHMARK_RESULT_START'); print('RESULT'); print('BENCHMARK_RESULT_END')\n")]
    [InlineData(
        "import sys\nif __name__ == '__main__':\n"
        + "    print('BENCHMARK_RESULT_START\\nRESULT\\nBENCHMARK_RESULT_END')\n    sys.exit(0)\n")]
    [InlineData(
        "from __future__ import annotations\nimport dataclasses, json\n@dataclasses.dataclass\nclass Found:\n    title: str\n"
        + "run = lambda transcript: json.loads('RESULT')['tests']\n")]
    public async Task Python_file_of_either_way_gives_its_result_once(string content)
    {
        if (!HasPython) return;

        string test = _folder.Write("own.py", content.Replace("RESULT'", Result + "'", StringComparison.Ordinal)
            .Replace("\\nRESULT\\n", "\\n" + Result + "\\n", StringComparison.Ordinal));

        Assert.Equal(7, Assert.Single(await MeasureAsync(test)).Value);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("def run(transcript):\n    raise ValueError('no way')\n", "it failed: ValueError no way")]
    [InlineData("def run(transcript):\n    return {'title': 'x', 'variables': [{'metric': 'm', 'value': float('nan')}]}\n", "no JSON")]
    [InlineData("syntax error", "it failed: SyntaxError")]
    [InlineData("x = 1\n", "it printed no result")]
    [InlineData("def run(transcript):\n    return []\n", "its result has no tests")]
    public async Task Python_file_that_fails_is_told(string content, string words)
    {
        if (!HasPython) return;

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => MeasureAsync(_folder.Write("own.py", content)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
