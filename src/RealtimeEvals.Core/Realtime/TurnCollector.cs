using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Puts one turn together from its events, in whatever order they come: everything is keyed by ids. It does no input or output
/// and holds no clock. An audio delta allocates nothing but room for the audio itself.
/// </summary>
internal sealed class TurnCollector
{
    private readonly ArrayBufferWriter<byte> _audio = new(64 * 1024);
    private readonly TextParts _texts = new();
    private readonly CallParts _calls = new();
    private readonly List<string> _responses = [];
    private readonly List<byte[]> _announced = [];
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly List<SpeechSegment> _segments = [];
    private TokenUsage _usage = new();
    private long? _firstAudioAt;
    private long? _firstTextAt;
    private long? _doneAt;
    private int _openResponses;
    private bool _isAnswered;

    /// <summary>The ids of responses that belong to earlier turns of the session; what comes late of them belongs to no turn.</summary>
    public IReadOnlyList<byte[]> Earlier { get; init; } = [];

    /// <summary>The ids of all responses so far, in UTF-8.</summary>
    public IEnumerable<byte[]> KnownResponses => Earlier.Concat(_responses.Select(Encoding.UTF8.GetBytes));

    /// <summary>Takes the audio as it comes; null where it is kept for the snapshot.</summary>
    public IAudioSink? Sink { get; init; }

    /// <summary>Time stamp just before the request was sent.</summary>
    public long? RequestedAt { get; set; }

    /// <summary>Whether the service decides when the caller has finished; then it may answer more than once.</summary>
    public bool DetectsTurns { get; init; }

    /// <summary>Where the caller's speech truly ends on the clock of the audio, in milliseconds; null until all of it has been sent.</summary>
    public double? EndOfInputMs { get; set; }

    /// <summary>Whether the silence after the speech has run out, so that no further stretch of speech is waited for.</summary>
    public bool PatienceIsOver { get; set; }

    /// <summary>
    /// Whether the turn has its response: one that ended as it should. With turn detection, the stretch of speech with the true end
    /// must have been answered and every response must have ended, since an answer to half a sentence is not the end.
    /// </summary>
    public bool IsDone => _doneAt is not null && (!DetectsTurns || ((WasHeardOut || PatienceIsOver) && _isAnswered && _openResponses == 0));

    private bool WasHeardOut => !DetectsTurns || (EndOfInputMs is double end && _segments is [.., { EndMs: int heard }] && heard >= end);

    /// <summary>Takes one event.</summary>
    /// <param name="read">Its fields.</param>
    /// <param name="utf8">Its bytes, for the events that are parsed whole.</param>
    /// <param name="timestamp">When it arrived.</param>
    /// <exception cref="RealtimeException">Stage <c>response_status</c>: the response did not complete. Stage <c>response_protocol</c>: audio that is not Base64.</exception>
    public void Apply(in ServerEvent read, ReadOnlyMemory<byte> utf8, long timestamp)
    {
        if (!IsOurs(read.ResponseId)) return;
        switch (read.Kind)
        {
            case ServerEventKind.AudioDelta:
                _firstAudioAt ??= timestamp;
                AppendAudio(read);
                break;
            case ServerEventKind.TranscriptDelta or ServerEventKind.TextDelta:
                _firstTextAt ??= timestamp;
                _texts.Of(read.ItemId, read.ContentIndex).Deltas.Append(read.PayloadText());
                break;
            case ServerEventKind.TranscriptDone or ServerEventKind.TextDone:
                _firstTextAt ??= timestamp;
                _texts.Of(read.ItemId, read.ContentIndex).Whole = read.PayloadText();
                break;
            case ServerEventKind.ArgumentsDelta:
                _calls.Of(read.CallId, read.ItemId).Deltas.Append(read.PayloadText());
                break;
            case ServerEventKind.ArgumentsDone:
                CallParts.Part call = _calls.Of(read.CallId, read.ItemId);
                call.Arguments = read.PayloadText();
                if (!read.Name.IsEmpty) call.Name = Encoding.UTF8.GetString(read.Name);
                break;
            case ServerEventKind.OutputItemDone:
                using (var document = JsonDocument.Parse(utf8)) TakeItem(EventJson.Child(document.RootElement, "item"));
                break;
            case ServerEventKind.SpeechStarted:
                _segments.Add(new SpeechSegment(read.AudioMs, timestamp, null, null));
                _isAnswered = false;
                break;
            case ServerEventKind.SpeechStopped when _segments.Count > 0:
                _segments[^1] = _segments[^1] with { EndMs = read.AudioMs, StoppedAt = timestamp };
                if (DetectsTurns) RestartClock(timestamp);
                break;
            case ServerEventKind.ResponseCreated:
                _openResponses++;
                _isAnswered = _segments is [] or [.., { StoppedAt: not null }];
                using (var document = JsonDocument.Parse(utf8)) Announce(EventJson.Child(document.RootElement, "response"));
                break;
            case ServerEventKind.ResponseDone:
                using (var document = JsonDocument.Parse(utf8)) Finish(EventJson.Child(document.RootElement, "response"), timestamp);
                break;
        }
    }

    /// <summary>Whether an event belongs to a response of this turn. One that names none does; and so does every new one until the service has announced a response.</summary>
    private bool IsOurs(ReadOnlySpan<byte> responseId) =>
        responseId.IsEmpty || (_announced.Count == 0 ? !Contains(Earlier, responseId) : Contains(_announced, responseId));

    private static bool Contains(IReadOnlyList<byte[]> ids, ReadOnlySpan<byte> wanted)
    {
        for (int index = 0; index < ids.Count; index++)
        {
            if (wanted.SequenceEqual(ids[index])) return true;
        }

        return false;
    }

    /// <summary>What has come so far.</summary>
    public CollectedTurn Snapshot() => new()
    {
        Audio = _audio.WrittenMemory.ToArray(),
        Text = _texts.Joined,
        ToolCalls = _calls.Named,
        ResponseIds = new(_responses),
        Usage = _usage,
        WasHeardOut = WasHeardOut,
        SpeechSegments = new(_segments),
        RequestedAt = RequestedAt,
        FirstAudioAt = _firstAudioAt,
        FirstTextAt = _firstTextAt,
        DoneAt = _doneAt,
    };

    /// <summary>Times count from the last end of speech: what an answer to half a sentence said first is no latency of the turn.</summary>
    private void RestartClock(long timestamp)
    {
        RequestedAt = timestamp;
        _firstAudioAt = null;
        _firstTextAt = null;
        _doneAt = null;
    }

    private void AppendAudio(in ServerEvent read)
    {
        // Base64 holds no character that JSON must escape; a server that escapes '/' all the same takes the slow way.
        ReadOnlySpan<byte> encoded = read.PayloadIsEscaped ? Encoding.UTF8.GetBytes(read.PayloadText()) : read.Payload;
        Span<byte> room = _audio.GetSpan(Base64.GetMaxDecodedFromUtf8Length(encoded.Length));
        if (Base64.DecodeFromUtf8(encoded, room, out _, out int written) != OperationStatus.Done)
            throw new RealtimeException(FailureStage.ResponseProtocol, "an audio delta that is not Base64");
        if (Sink is null) _audio.Advance(written);
        else Sink.Write(room[..written]);
    }

    private void Announce(JsonElement response)
    {
        NoteResponse(response);
        _announced.Add(Encoding.UTF8.GetBytes(EventJson.Text(response, "id")));
    }

    private void NoteResponse(JsonElement response)
    {
        string id = EventJson.Text(response, "id");
        if (id.Length > 0 && !_responses.Contains(id, StringComparer.Ordinal)) _responses.Add(id);
    }

    private void Finish(JsonElement response, long timestamp)
    {
        if (!IsOurs(Encoding.UTF8.GetBytes(EventJson.Text(response, "id")))) return;
        NoteResponse(response);
        if (_ended.Add(EventJson.Text(response, "id"))) _usage = _usage.Add(UsageJson.Read(EventJson.Child(response, "usage")));
        JsonElement output = EventJson.Child(response, "output");
        if (output.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in output.EnumerateArray()) TakeItem(item);
        }

        string status = EventJson.Text(response, "status");
        JsonElement details = EventJson.Child(response, "status_details");
        _openResponses = Math.Max(0, _openResponses - 1);

        // A response that the caller talked over was rightly given up; another one follows.
        if (DetectsTurns && status == "cancelled" && EventJson.Text(details, "reason") == "turn_detected")
        {
            _isAnswered = false;
            return;
        }

        if (status != "completed") throw new RealtimeException(FailureStage.ResponseStatus, DescribeStatus(status, details));
        if (_calls.HasUnnamed) throw new RealtimeException(FailureStage.ResponseProtocol, "a function call without a name");
        _doneAt = timestamp;
    }

    /// <summary>A finished item says all that its deltas said, and counts where deltas are missing.</summary>
    private void TakeItem(JsonElement item)
    {
        string id = EventJson.Text(item, "id");
        switch (EventJson.Text(item, "type"))
        {
            case "function_call" or "mcp_call":
                CallParts.Part call = _calls.Of(Encoding.UTF8.GetBytes(EventJson.Text(item, "call_id")), Encoding.UTF8.GetBytes(id));
                if (EventJson.Text(item, "name") is { Length: > 0 } name) call.Name = name;
                if (EventJson.Text(item, "arguments") is { Length: > 0 } arguments) call.Arguments = arguments;
                break;
            case "message" when EventJson.Child(item, "content") is { ValueKind: JsonValueKind.Array } content:
                foreach ((int index, JsonElement part) in content.EnumerateArray().Index())
                {
                    string said = EventJson.Text(part, "transcript") is { Length: > 0 } transcript ? transcript : EventJson.Text(part, "text");
                    if (said.Length > 0) _texts.Of(Encoding.UTF8.GetBytes(id), index).Whole = said;
                }

                break;
        }
    }

    private static string DescribeStatus(string status, JsonElement details)
    {
        string reason = EventJson.Text(details, "reason");
        JsonElement error = EventJson.Child(details, "error");
        string message = $"the response ended with status '{(status.Length > 0 ? status : "(none)")}'";
        if (reason.Length > 0) message += $", reason {reason}";
        if (error.ValueKind == JsonValueKind.Object) message += $": {EventJson.DescribeError(error)}";
        return message;
    }
}
