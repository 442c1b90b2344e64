using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Json;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Assembles one turn from its events, in whatever order they arrive, response by response. It does no I/O and has no clock. An audio delta
/// allocates nothing but space for the audio itself.
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

    /// <summary>Creates the collector of a turn.</summary>
    /// <param name="dialect">The protocol of the service.</param>
    /// <param name="earlier">The ids of responses, items and calls of earlier turns, in UTF-8.</param>
    public TurnCollector(RealtimeDialect dialect, IEnumerable<byte[]>? earlier = null) =>
        (_dialect, _responses) = (dialect, new TurnResponses([.. earlier ?? []]));

    /// <summary>The ids of all responses, items and calls so far, in UTF-8.</summary>
    public IEnumerable<byte[]> Known => _responses.Known;

    /// <summary>The number of its responses that have ended.</summary>
    public int EndedResponses => _responses.Ended;

    /// <summary>
    /// Receives the audio as it arrives, starting with what has been buffered already; null to buffer it for the snapshot.
    /// </summary>
    public IAudioSink? Sink
    {
        set => _audio.Sink = value;
    }

    /// <summary>The time stamp just before the request was sent; null before that.</summary>
    public long? RequestedAt { get; private set; }

    /// <summary>Whether the service decides when the caller has finished; then it may answer more than once.</summary>
    public bool DetectsTurns { get; set; }

    /// <summary>
    /// The true end of the caller's speech in milliseconds on the clock of the audio; null until all of it has been sent.
    /// </summary>
    public double? EndOfInputMs { get; set; }

    /// <summary>Whether all silence after the speech has been sent, so that no further speech segment is expected.</summary>
    public bool PatienceIsOver { get; set; }

    /// <summary>
    /// Whether the turn has the requested response and all of its responses have ended properly. With turn detection, the speech segment
    /// with the true end must have been answered, because an answer to an interrupted sentence does not end the turn.
    /// </summary>
    public bool IsDone => !_isBroken && _responses.All.Count > _openedBeforeRequest && _responses.AllEnded
        && (!DetectsTurns || (_doneAt is not null && (HeardAllInput || PatienceIsOver) && _isAnswered));

    /// <summary>What the turn is still waiting for, for messages.</summary>
    public string Awaited => _responses.Open is { Length: > 0 } open ? $"response.done of {open}" : "response.done";

    private bool HeardAllInput => !DetectsTurns || (EndOfInputMs is double end && _segments is [.., { EndMs: int heard }] && heard >= end);

    /// <summary>
    /// Records the request for the response: its times count from here, and responses that were opened before do not count as its answer.
    /// </summary>
    /// <param name="timestamp">The time stamp just before the request is sent.</param>
    public void Ask(long timestamp)
    {
        RestartClock(timestamp);
        _openedBeforeRequest = _responses.All.Count;
    }

    /// <summary>Records that the request was refused because a response is in progress already: that response is the answer.</summary>
    public void TakeActiveAsAnswer() => _openedBeforeRequest = 0;

    /// <summary>Records that the request was refused for another reason: the turn cannot be complete, whatever else arrives.</summary>
    public void Break() => _isBroken = true;

    /// <summary>Throws if the collected turn cannot be graded. Called when no further event can arrive.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: see <see cref="TurnResponses.Fault"/>.</exception>
    public void Check()
    {
        if (_responses.Fault is not string fault) return;
        _isBroken = true;
        throw new RealtimeException(FailureStage.ResponseProtocol, fault);
    }

    /// <summary>Adds one event.</summary>
    /// <param name="read">Its fields.</param>
    /// <param name="utf8">Its bytes, for events that are parsed completely.</param>
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

    /// <summary>Returns what has been received so far.</summary>
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

    /// <summary>
    /// Restarts the times at the last end of speech: the first words of an answer to an interrupted sentence are not the latency of the
    /// turn.
    /// </summary>
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
                // Some services open the part with an empty delta, which is not the first audio.
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

    /// <summary>Returns the text of an event. Its first readable character sets the time of the first text.</summary>
    private string Text(in ServerEvent read, long timestamp)
    {
        string text = read.PayloadText();
        if (!string.IsNullOrWhiteSpace(text)) _firstTextAt ??= timestamp;
        return text;
    }

    /// <summary>Returns a part of the arguments. Some services send JSON instead of text.</summary>
    private static string Arguments(in ServerEvent read, ReadOnlyMemory<byte> utf8, string name) =>
        read.Payload.IsEmpty ? EventJson.Arguments(JsonText.Parse(utf8.Span), name) : read.PayloadText();

    /// <summary>Adds a call from a conversation item, the only event in which some services give its name.</summary>
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

        // It is correct to cancel a response when the caller interrupts it; another one follows.
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
