using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Realtime.SeveralTurnsFixture;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>One session, several turns.</summary>
public sealed class SeveralTurnsTests
{
    private const string Tools = """[{"type":"function","name":"look","parameters":{"type":"object"}}]""";

    [Fact(Timeout = 300_000)]
    public async Task Ask_beside_the_conversation_takes_sound_and_words_and_leaves_nothing()
    {
        await using var rules = new OwnRules();
        var log = new Wire();
        await using RealtimeSession session = await OpenAsync(rules.Sandbox.Endpoint, log, "[]");

        CollectedTurn lone = await session.AskAsync(new OutOfBandPrompt("hi", ""), Stop);
        CollectedTurn parrot = await session.AskAsync(
            new OutOfBandPrompt("Conversation so far:\n\"quoted\" \\ é", "Be a parrot Polly."), Stop);

        Assert.Equal(("Hello.", "Polly: Conversation so far:\n\"quoted\" \\ é"), (lone.Text, parrot.Text));
        Assert.Equal("Hello.", FskHearing.Listen(PcmSamples.Decode(lone.Audio.Span, AudioEncoding.Pcm16)).Text);
        Assert.True(lone.Usage.InputTokens > 0 && lone.Usage.OutputAudioTokens > 0);
        Assert.NotEqual(lone.ResponseIds, parrot.ResponseIds);
        Assert.DoesNotContain(log.Received, text => text.Contains("conversation.item.", StringComparison.Ordinal));
        JsonElement[] requests =
        [
            .. log.Sent.Select(Given.Json)
                .Where(sent => RawClient.TypeOf(sent) == "response.create")
                .Select(sent => sent.GetProperty("response")),
        ];
        Assert.All(requests, request => Assert.Equal("none", request.GetProperty("conversation").GetString()));
        Assert.Equal([false, true], requests.Select(request => request.TryGetProperty("instructions", out _)));
        Assert.Equal(
            "Conversation so far:\n\"quoted\" \\ é",
            requests[1].GetProperty("input")[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Turns_of_every_kind_follow_each_other_on_one_session()
    {
        await using var rules = new OwnRules();
        await using RealtimeSession session = await OpenAsync(rules.Sandbox.Endpoint, NoEventLog.Instance, Tools);

        CollectedTurn looking = await session.SpeakAsync(SpeechOf("Please look."), Stop);
        long? endOfSpeech = session.EndOfSpeechAt;
        ToolCall call = Assert.Single(looking.ToolCalls);
        CollectedTurn found = await session.AnswerCallsAsync(
            [new ToolOutput(call.CallId, call.Name, """{"found":"a key"}""", 1, false)],
            Stop);
        CollectedTurn lone = await session.AskAsync(new OutOfBandPrompt("hi", ""), Stop);
        CollectedTurn again = await session.AskAsync("again", Stop);
        CollectedTurn twice = await session.SpeakAsync(SpeechOf("Now look twice."), Stop);
        CollectedTurn door = await session.AnswerCallsAsync(
            twice.ToolCalls.Select((made, index) => new ToolOutput(made.CallId, made.Name, $$"""{"found":"door {{index}}"}""", 1, false)),
            Stop);

        CollectedTurn[] turns = [looking, found, lone, again, twice, door];
        Assert.Equal(
            ["Looking.", "I found a key.", "Hello.", "I said: I found a key.", "", "I found door 1."],
            turns.Select(turn => turn.Text));
        Assert.Equal([1, 0, 0, 0, 2, 0], turns.Select(turn => turn.ToolCalls.Count));
        Assert.Equal(("look", """{"id":"7"}"""), (call.Name, call.RawArguments));
        Assert.Equal(6, turns.SelectMany(turn => turn.ResponseIds).Distinct(StringComparer.Ordinal).Count());
        Assert.All(turns, turn => Assert.True(turn.RequestedAt <= turn.DoneAt && turn.Usage.InputTokens > 0));
        Assert.Equal(turns.Select(turn => turn.RequestedAt).Order(), turns.Select(turn => turn.RequestedAt));
        Assert.True(endOfSpeech <= looking.RequestedAt
            && session.EndOfSpeechAt > door.RequestedAt == false
            && session.EndOfSpeechAt > again.DoneAt);
    }

    /// <summary>Every message as it crossed the wire.</summary>
    private sealed class Wire : IEventLog
    {
        public ConcurrentQueue<string> Sent { get; } = new();

        public ConcurrentQueue<string> Received { get; } = new();

        public void StartResponse(long timestamp)
        {
        }

        void IEventLog.Sent(long timestamp, ReadOnlyMemory<byte> utf8) => Sent.Enqueue(Encoding.UTF8.GetString(utf8.Span));

        void IEventLog.Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText) =>
            Received.Enqueue(Encoding.UTF8.GetString(utf8.Span));
    }
}
