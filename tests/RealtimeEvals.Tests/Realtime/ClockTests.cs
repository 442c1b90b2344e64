using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>The first audio is the first that holds audio, and the first text the first that can be read.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData("response.output_audio.delta", "\"\"")]
    [InlineData("response.output_audio.delta", "null")]
    [InlineData("response.output_audio_transcript.delta", "\"\"")]
    [InlineData("response.output_audio_transcript.delta", "\" \\n\"")]
    [InlineData("response.output_audio_transcript.delta", "null")]
    [InlineData("response.output_text.delta", "\"\"")]
    public void Delta_that_holds_nothing_starts_no_clock(string type, string delta)
    {
        CollectedTurn turn = Turn.Of($$"""{"type":"{{type}}","item_id":"a","delta":{{delta}} }""", Turn.Done());

        Assert.Equal((null, null, 2L), (turn.FirstAudioAt, turn.FirstTextAt, turn.DoneAt));
    }

    [Theory]
    [InlineData("response.output_audio_transcript.done", "transcript")]
    [InlineData("response.output_text.done", "text")]
    public void End_that_holds_nothing_starts_no_clock(string type, string field) =>
        Assert.Null(Turn.Of($$"""{"type":"{{type}}","item_id":"a","{{field}}":""}""", Turn.Done()).FirstTextAt);

    [Fact]
    public void First_delta_with_content_starts_its_clock()
    {
        CollectedTurn turn = Turn.Of(Audio(""), Text(""), Text(" "), Audio("AAA="), Text("a"), Audio("AAAA"), Turn.Done());

        Assert.Equal((4L, 5L), (turn.FirstAudioAt, turn.FirstTextAt));
    }

    [Fact]
    public void Names_of_the_beta_are_heard_like_those_of_the_protocol()
    {
        CollectedTurn turn = Turn.Of(
            Audio("AAAA").Replace("output_audio", "audio", StringComparison.Ordinal),
            Text("Hel").Replace("output_audio", "audio", StringComparison.Ordinal),
            """{"type":"response.audio_transcript.done","item_id":"a","transcript":"Hello."}""",
            """{"type":"response.text.delta","item_id":"b","delta":"Bye."}""",
            Turn.Done());

        Assert.Equal((3, "Hello. Bye.", 1L, 2L), (turn.Audio.Length, turn.Text, turn.FirstAudioAt, turn.FirstTextAt));
    }

    [Fact]
    public void Times_count_from_the_request_and_not_from_what_came_before()
    {
        var collector = new TurnCollector(Given.Ga);
        Turn.Apply(collector, Given.Utf8(Audio("AAAA")), 1);
        collector.Ask(5);
        Turn.Apply(collector, Given.Utf8(Audio("AAAA")), 7);

        Assert.Equal((5L, 7L), (collector.Snapshot().RequestedAt, collector.Snapshot().FirstAudioAt));
    }

    [Fact]
    public void Words_of_every_phase_are_heard_by_the_caller()
    {
        const string Remark =
            """{"id":"a","type":"message","phase":"commentary","content":[{"type":"output_audio","transcript":"Let me look."}]}""";
        const string Answer =
            """{"id":"b","type":"message","phase":"final_answer","content":[{"type":"output_audio","transcript":"It is open."}]}""";

        Assert.Equal("Let me look. It is open.", Turn.Of(Turn.Done(Remark + "," + Answer)).Text);
    }

    private static string Audio(string delta) => $$"""{"type":"response.output_audio.delta","item_id":"a","delta":"{{delta}}"}""";

    private static string Text(string delta) => $$"""{"type":"response.output_audio_transcript.delta","item_id":"a","delta":"{{delta}}"}""";
}
