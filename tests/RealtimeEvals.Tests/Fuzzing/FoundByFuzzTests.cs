using System.Net;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>What was found by inputs that nobody would write, each once.</summary>
public sealed class FoundByFuzzTests
{
    [Fact]
    public void Frame_with_text_that_is_no_Utf8_is_taken_with_replacements()
    {
        const string Done =
            """{"type":"response.done","response":{"id":"r1","status":"completed","output":[{"type":"message","id":"é","content":[]}]}}""";
        var turn = new TurnCollector(Given.Ga);
        Turn.Apply(turn, Given.Utf8("""{"type":"response.created","response":{"id":"r1"}}"""), 1);
        Turn.Apply(turn, Latin1(Done), 2);

        Assert.Equal(["r1"], turn.Snapshot().ResponseIds);
    }

    [Fact]
    public void Journal_with_text_that_is_no_Utf8_is_refused_by_its_line()
    {
        EvalException exception = Assert.Throws<EvalException>(
            () => Journals.Read<JsonElement>(Latin1("{\"a\":\"b\"}\n{\"é\":1}\n")));

        Assert.Equal(("InvalidInput", 2), (exception.ErrorId, exception.Problems[0].Row));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"usage":{"\udc00":1}}""")]
    [InlineData("""{"grades":[{"\udc00":1}]}""")]
    public void Journal_with_a_line_that_is_no_object_or_no_text_is_refused_by_its_line(string line)
    {
        EvalException exception = Assert.Throws<EvalException>(
            () => Journals.Read<JsonElement>(Given.Utf8("{}\n" + line + "\n")).Select(EvidenceRow.Of).ToArray());

        Assert.Equal(("InvalidInput", 2), (exception.ErrorId, exception.Problems[0].Row));
    }

    [Theory]
    [InlineData("""{"type":"response.done","response":{"\ud800":1,"id":"r1","status":"completed"}}""")]
    [InlineData("""{"type":"response.done","response":{"id":"r1","status":"completed","usage":{"\ud800":1}}}""")]
    [InlineData(
        """{"type":"response.done","response":{"id":"r1","status":"completed","output":"""
            + """[{"\ud800":1,"type":"message","content":[{"\udfff":1}]}]}}""")]
    public void Frame_with_a_name_that_is_half_of_a_surrogate_pair_is_taken(string done)
    {
        var turn = new TurnCollector(Given.Ga);
        Turn.Apply(turn, Given.Utf8("""{"type":"response.created","response":{"\ud800":1,"id":"r1"}}"""), 1);
        Turn.Apply(turn, Given.Utf8("""{"type":"response.output_item.added","response_id":"r1","item":{"\ud800":1,"id":"i"}}"""), 2);
        Turn.Apply(turn, Given.Utf8(done), 3);

        Assert.Equal(["r1"], turn.Snapshot().ResponseIds);
    }

    [Theory]
    [InlineData("""{"error":{"\ud800":1,"message":"no such model"}}""", "no such model")]
    [InlineData("""{"\ud800":1,"error":{"message":"half \udfff"}}""", "half")]
    public void Refused_handshake_with_text_that_is_no_Unicode_tells_what_was_said(string body, string told)
    {
        RealtimeException refusal = new RefusedHandshake(HttpStatusCode.BadRequest, "", body, null, "")
            .ToException(Redactor.None, new IOException());

        Assert.Equal(FailureStage.Handshake, refusal.Stage);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delta_with_an_escape_and_bytes_that_are_no_Utf8_is_text()
    {
        byte[] frame = Latin1("""{"type":"response.output_audio_transcript.delta","delta":"é\"!"}""");

        Assert.Equal("\ufffd\"!", ServerEvent.Read(frame, Given.Ga).PayloadText());
    }

    [Theory]
    [InlineData("""{"gate_pass":true,"\ud800":1}""")]
    [InlineData("""{"a":{"b":"\udfff"}}""")]
    public void Evidence_with_text_that_is_no_Unicode_is_no_JSON(string json) => Assert.Throws<JsonException>(() => StrictJson.Parse(json));

    [Fact]
    public void Manifest_with_a_name_twice_among_its_settings_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", """{"run_id":"r","settings":{"a":{"b":1,"b":2}}}""");

        Assert.Null(FolderStore.ReadManifest(folder.Path));
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
