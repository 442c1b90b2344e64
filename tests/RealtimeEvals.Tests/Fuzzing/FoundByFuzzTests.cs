using System.Text;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>What was found by inputs that nobody would write, each once.</summary>
public sealed class FoundByFuzzTests
{
    [Fact]
    public void Frame_with_text_that_is_no_Utf8_is_taken_with_replacements()
    {
        var turn = new TurnCollector();
        Turn.Apply(turn, Given.Utf8("""{"type":"response.created","response":{"id":"r1"}}"""), 1);
        Turn.Apply(turn, Latin1("""{"type":"response.done","response":{"id":"r1","status":"completed","output":[{"type":"message","id":"é","content":[]}]}}"""), 2);

        Assert.Equal(["r1"], turn.Snapshot().ResponseIds);
    }

    [Fact]
    public void Journal_with_text_that_is_no_Utf8_is_refused_by_its_line()
    {
        EvalException exception = Assert.Throws<EvalException>(() => Journal<JsonElement>.Read("journal.jsonl", Latin1("{\"a\":\"b\"}\n{\"é\":1}\n")));

        Assert.Equal(("InvalidInput", 2), (exception.ErrorId, exception.Problems[0].Row));
    }

    [Fact]
    public void Manifest_with_a_name_twice_among_its_settings_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", """{"run_id":"r","settings":{"a":{"b":1,"b":2}}}""");

        Assert.Null(RunFolder.ReadManifest(folder.Path));
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
