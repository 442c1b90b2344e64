using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Turns that the service ends: the caller may be answered more than once.</summary>
public sealed class TurnCollectorDetectionTests
{
    private const string GivenUp =
        """{"type":"response.done","response":{"id":"r2","status":"cancelled","status_details":{"reason":"turn_detected"},"output":[]}}""";
    private const string Audio = """{"type":"response.output_audio.delta","item_id":"a","delta":"AAAA"}""";
    private const string Text = """{"type":"response.output_audio_transcript.delta","item_id":"a","delta":"Yes."}""";

    [Fact]
    public void IsDone_only_when_all_of_the_speech_has_been_sent()
    {
        TurnCollector collector = Detecting(Started(0), Stopped(900), Created("r1"), Turn.Done());
        Assert.False(collector.IsDone);

        collector.EndOfInputMs = 0;

        Assert.True(collector.IsDone);
    }

    [Fact]
    public void IsDone_not_while_a_later_stretch_of_speech_is_unanswered()
    {
        TurnCollector collector = Detecting(Started(0), Stopped(900), Created("r1"), Turn.Done(), Started(1_200));
        collector.EndOfInputMs = 0;
        Assert.False(collector.IsDone);

        Apply(collector, Stopped(2_000), Created("r2"));
        Assert.False(collector.IsDone);

        Apply(collector, Turn.Done(id: "r2"));
        Assert.True(collector.IsDone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsDone_not_after_a_response_that_was_given_up_in_whatever_order_it_is_told(bool speechFirst)
    {
        TurnCollector collector = Detecting(
            Started(0), Stopped(900), Created("r1"), Turn.Done(), Started(1_200), Stopped(2_000), Created("r2"));
        collector.EndOfInputMs = 0;

        Apply(collector, speechFirst ? Started(2_300) : GivenUp);
        Assert.False(collector.IsDone);
        Apply(collector, speechFirst ? GivenUp : Started(2_300));
        Assert.False(collector.IsDone);

        Apply(collector, Stopped(3_000), Created("r3"), Turn.Done(id: "r3"));
        Assert.True(collector.IsDone);
    }

    [Fact]
    public void Snapshot_stretches_of_speech_are_kept_with_their_places()
    {
        TurnCollector collector = Detecting(Started(0), Stopped(900), Started(1_200));

        Assert.Equal([new SpeechSegment(0, 1, 900, 2), new SpeechSegment(1_200, 3, null, null)], collector.Snapshot().SpeechSegments);
    }

    [Fact]
    public void Snapshot_request_is_the_last_end_of_speech() =>
        Assert.Equal(
            6,
            Detecting(Started(0), Stopped(900), Created("r1"), Turn.Done(), Started(1_200), Stopped(2_000)).Snapshot().RequestedAt);

    [Fact]
    public void Snapshot_answer_to_half_a_sentence_is_not_the_first_of_the_turn()
    {
        TurnCollector collector = Detecting(
            Started(0), Stopped(900), Created("r1"), Text, Audio, Turn.Done(),
            Started(1_200), Stopped(2_000), Created("r2"), Text, Audio, Turn.Done(id: "r2"));

        CollectedTurn turn = collector.Snapshot();

        Assert.Equal((8, 10, 11, 12), (turn.RequestedAt, turn.FirstTextAt, turn.FirstAudioAt, turn.DoneAt));
    }

    [Fact]
    public void Apply_response_that_was_cancelled_by_somebody_else_fails_the_turn()
    {
        TurnCollector collector = Detecting(Started(0), Stopped(900), Created("r2"));

        Assert.Throws<RealtimeException>(
            () => Apply(collector, GivenUp.Replace("turn_detected", "client_cancelled", StringComparison.Ordinal)));
    }

    private static string Started(int milliseconds) =>
        $$"""{"type":"input_audio_buffer.speech_started","audio_start_ms":{{milliseconds}},"item_id":"i"}""";

    private static string Stopped(int milliseconds) =>
        $$"""{"type":"input_audio_buffer.speech_stopped","audio_end_ms":{{milliseconds}},"item_id":"i"}""";

    private static string Created(string id) => $$"""{"type":"response.created","response":{"id":"{{id}}"} }""";

    private static TurnCollector Detecting(params string[] events)
    {
        var collector = new TurnCollector(Given.Ga) { DetectsTurns = true };
        foreach ((int index, string one) in events.Index()) Turn.Apply(collector, Given.Utf8(one), index + 1);
        return collector;
    }

    private static void Apply(TurnCollector collector, params string[] events)
    {
        foreach (string one in events) Turn.Apply(collector, Given.Utf8(one), 100);
    }
}
