using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Json;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Puts one turn together from its events, in whatever order they come, response by response. It does no input or output and holds no
/// clock. An audio delta allocates nothing but room for the audio itself.
/// </summary>
internal sealed class TurnCollector
{
    private readonly RealtimeDialect _dialect;
    private readonly AudioParts _audio = new();
    private readonly TurnResponses _responses;
    private readonly List<SpeechSegment> _segments = [];
    private long? _firstAudioAt;
    private long? _firstTextAt;
    private long? _doneAt;
    private int _openedBeforeRequest;
    private bool _isAnswered;
    private bool _isBroken;

    /// <summary>A turn of a session.</summary>
    /// <param name="dialect">How the service tells what a response took.</param>
    /// <param name="earlier">The ids of earlier turns, in UTF-8.</param>
    public TurnCollector(RealtimeDialect dialect, IEnumerable<byte[]>? earlier = null) =>
        (_dialect, _responses) = (dialect, new TurnResponses([.. earlier ?? []]));

    /// <summary>The ids of all responses, items and calls so far, in UTF-8.</summary>
    public IEnumerable<byte[]> Known => _responses.Known;

    /// <summary>How many of its responses have ended.</summary>
    public int EndedResponses => _responses.Ended;

    /// <summary>Takes the audio as it comes, and at once what has come already; null where it is kept for the snapshot.</summary>
    public IAudioSink? Sink
    {
        set => _audio.Sink = value;
    }

    /// <summary>Time stamp just before the request was sent.</summary>
    public long? RequestedAt { get; private set; }

    /// <summary>Whether the service decides when the caller has finished; then it may answer more than once.</summary>
    public bool DetectsTurns { get; set; }

    /// <summary>
    /// Where the caller's speech truly ends on the clock of the audio, in milliseconds; null until all of it has been sent.
    /// </summary>
    public double? EndOfInputMs { get; set; }

    /// <summary>Whether the silence after the speech has run out, so that no further stretch of speech is waited for.</summary>
    public bool PatienceIsOver { get; set; }

    /// <summary>
    /// Whether the turn has its response, the one that was asked for, and every response that was opened in it has ended as it should.
    /// With turn detection, the stretch of speech with the true end must have been answered, since an answer to half a sentence is no end.
    /// </summary>
    public bool IsDone => !_isBroken && _responses.All.Count > _openedBeforeRequest && _responses.AllEnded
        && (!DetectsTurns || (_doneAt is not null && (HeardAllInput || PatienceIsOver) && _isAnswered));

    /// <summary>What is still awaited of it, for a message.</summary>
    public string Awaited => _responses.Open is { Length: > 0 } open ? $"response.done of {open}" : "response.done";

    private bool HeardAllInput => !DetectsTurns || (EndOfInputMs is double end && _segments is [.., { EndMs: int heard }] && heard >= end);

    /// <summary>Notes that the response is asked for: its times count from here, and a response that was opened before is not it.</summary>
    /// <param name="timestamp">Just before the request is sent.</param>
    public void Ask(long timestamp)
    {
        RestartClock(timestamp);
        _openedBeforeRequest = _responses.All.Count;
    }

    /// <summary>Notes that the request was refused because a response is under way: then that one is the answer.</summary>
    public void TakeActiveAsAnswer() => _openedBeforeRequest = 0;

    /// <summary>Notes that the request was refused for another reason: whatever else has come or comes, the turn has no answer.</summary>
    public void Break() => _isBroken = true;

    /// <summary>Makes sure, once nothing more can come, that all of it can be graded.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: see <see cref="TurnResponses.Fault"/>.</exception>
    public void Check()
    {
        if (_responses.Fault is not string fault) return;
        _isBroken = true;
        throw new RealtimeException(FailureStage.ResponseProtocol, fault);
    }

    /// <summary>Takes one event.</summary>
    /// <param name="read">Its fields.</param>
    /// <param name="utf8">Its bytes, for the events that are parsed whole.</param>
    /// <param name="timestamp">When it arrived.</param>
    /// <exception cref="RealtimeException">
    /// Stage <c>response_status</c>: a response did not complete. Stage <c>response_protocol</c>: audio that is not Base64, a call that
    /// cannot be graded, or the end of a response that was never announced while an announced one is awaited.
    /// </exception>
    public void Apply(in ServerEvent read, ReadOnlyMemory<byte> utf8, long timestamp)
    {
        try
        {
            Take(read, utf8, timestamp);
        }
        catch (RealtimeException)
        {
            _isBroken = true;
            throw;
        }
    }

    private void Take(in ServerEvent read, ReadOnlyMemory<byte> utf8, long timestamp)
    {
        switch (read.Kind)
        {
            case ServerEventKind.SpeechStarted:
                PartLimit.RequireRoom(_segments.Count);
                _segments.Add(new SpeechSegment(read.AudioMs, timestamp, null, null));
                _isAnswered = false;
                break;
            case ServerEventKind.SpeechStopped when _segments.Count > 0:
                _segments[^1] = _segments[^1] with { EndMs = read.AudioMs, StoppedAt = timestamp };
                if (DetectsTurns) RestartClock(timestamp);
                break;
            case ServerEventKind.ResponseCreated:
                _isAnswered = _segments is [] or [.., { StoppedAt: not null }];
                _responses.Announce(IdOf(EventJson.Field(utf8, "response")));
                break;
            case ServerEventKind.ResponseDone:
                End(EventJson.Field(utf8, "response"), timestamp);
                break;
            case ServerEventKind.OutputItem or ServerEventKind.OutputItemDone
                when _responses.Of(read.ResponseId, read.ItemId) is ResponseParts response:
                response.Take(EventJson.Field(utf8, "item"), read.Kind == ServerEventKind.OutputItemDone);
                break;
            case ServerEventKind.ConversationItem or ServerEventKind.ConversationItemDone:
                TakeNamed(EventJson.Field(utf8, "item"), read.Kind == ServerEventKind.ConversationItemDone);
                break;
            case ServerEventKind.AudioDelta or ServerEventKind.TranscriptDelta or ServerEventKind.TranscriptDone
                or ServerEventKind.TextDelta or ServerEventKind.TextDone or ServerEventKind.ArgumentsDelta or ServerEventKind.ArgumentsDone
                when _responses.Of(read.ResponseId, read.ItemId) is ResponseParts response:
                TakePiece(response, read, utf8, timestamp);
                break;
        }
    }

    /// <summary>What has come so far.</summary>
    public CollectedTurn Snapshot() => new()
    {
        Audio = _audio.ToArray(),
        Responses = new(_responses.All.Select(response => response.Snapshot())),
        HeardAllInput = HeardAllInput,
        SpeechSegments = new(_segments),
        RequestedAt = RequestedAt,
        FirstAudioAt = _firstAudioAt,
        FirstTextAt = _firstTextAt,
        DoneAt = _doneAt,
    };

    private static byte[] IdOf(JsonElement response) => Encoding.UTF8.GetBytes(EventJson.Text(response, "id"));

    /// <summary>Times count from the last end of speech: what an answer to half a sentence said first is no latency of the turn.</summary>
    private void RestartClock(long timestamp)
    {
        RequestedAt = timestamp;
        _firstAudioAt = null;
        _firstTextAt = null;
        _doneAt = null;
    }

    private void TakePiece(ResponseParts response, in ServerEvent read, ReadOnlyMemory<byte> utf8, long timestamp)
    {
        switch (read.Kind)
        {
            case ServerEventKind.AudioDelta:
                // Some services open the part with a delta that holds nothing; that is not the first sound.
                if (_audio.Append(read) > 0) _firstAudioAt ??= timestamp;
                break;
            case ServerEventKind.TranscriptDelta or ServerEventKind.TextDelta:
                response.Texts.Of(read.ItemId, read.ContentIndex).Deltas.Append(Text(read, timestamp));
                break;
            case ServerEventKind.TranscriptDone or ServerEventKind.TextDone:
                response.Texts.End(read.ItemId, read.ContentIndex, Text(read, timestamp));
                break;
            case ServerEventKind.ArgumentsDelta:
                response.Calls.Of(read.CallId, read.ItemId).Deltas.Append(Arguments(read, utf8, "delta"));
                break;
            case ServerEventKind.ArgumentsDone:
                response.Calls.End(read.CallId, read.ItemId, Encoding.UTF8.GetString(read.Name), Arguments(read, utf8, "arguments"));
                break;
        }
    }

    /// <summary>What is said; the first of it that can be read is the first text.</summary>
    private string Text(in ServerEvent read, long timestamp)
    {
        string text = read.PayloadText();
        if (!string.IsNullOrWhiteSpace(text)) _firstTextAt ??= timestamp;
        return text;
    }

    /// <summary>A piece of arguments; they may be JSON where text belongs.</summary>
    private static string Arguments(in ServerEvent read, ReadOnlyMemory<byte> utf8, string name) =>
        read.Payload.IsEmpty ? EventJson.Arguments(JsonText.Parse(utf8.Span), name) : read.PayloadText();

    /// <summary>Takes a call from the conversation, where some services tell its name and nowhere else.</summary>
    private void TakeNamed(JsonElement item, bool isEnd)
    {
        if (!ResponseParts.IsCall(EventJson.Text(item, "type"), item)) return;
        byte[] call = Encoding.UTF8.GetBytes(EventJson.Text(item, "call_id"));
        byte[] id = Encoding.UTF8.GetBytes(EventJson.Text(item, "id"));
        if (_responses.IsEarlier(call) || _responses.IsEarlier(id)) return;
        (_responses.All.LastOrDefault(response => response.Calls.Find(call, id) is not null) ?? _responses.Of([]))?.Take(item, isEnd);
    }

    private void End(JsonElement ended, long timestamp)
    {
        if (_responses.Of(IdOf(ended)) is not ResponseParts response || response.HasEnded) return;
        if (!response.IsAnnounced && _responses.Open is { Length: > 0 } open)
        {
            string fault = $"the end of a response '{response.Id}' that was never announced, while {open} has not ended";
            throw new RealtimeException(FailureStage.ResponseProtocol, fault);
        }

        response.End(ended, _dialect.UsageOf(ended));
        string status = EventJson.Text(ended, "status");
        JsonElement details = JsonText.Child(ended, "status_details");

        // A response that the caller talked over was rightly given up; another one follows.
        if (DetectsTurns && status == "cancelled" && EventJson.Text(details, "reason") == "turn_detected")
        {
            _isAnswered = false;
            response.Calls.DropUnfinished();
            return;
        }

        if (status != "completed") throw new RealtimeException(FailureStage.ResponseStatus, EventJson.DescribeStatus(status, details));
        if (response.Calls.HasUnnamed) throw new RealtimeException(FailureStage.ResponseProtocol, TurnResponses.UnnamedCall);
        _doneAt = timestamp;
    }
}
