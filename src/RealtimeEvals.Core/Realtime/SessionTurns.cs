using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Divides what a session receives into turns. A turn ends where the service answers a marker, sent when every response of the turn had
/// ended, provided that nothing has begun or ended since. All that comes behind that place belongs to the next turn, whenever it is read;
/// and of the last turn of a session nothing behind it counts. So what belongs to a turn depends on the order of events alone.
/// </summary>
/// <param name="dialect">What the service speaks.</param>
internal sealed class SessionTurns(RealtimeDialect dialect)
{
    private TurnCollector _coming = new(dialect);
    private TurnCollector? _taken;
    private int? _endedAtMarker;
    private bool _hasBegun;

    /// <summary>The turn that events belong to now.</summary>
    public TurnCollector Coming => _coming;

    /// <summary>The turn that is under way, or was taken last.</summary>
    public TurnCollector Current => _taken ?? _coming;

    /// <summary>
    /// Begins a turn. What has come since the last one was taken belongs to it, but for what comes late of earlier responses.
    /// </summary>
    public void Begin(bool detectsTurns, IAudioSink? sink)
    {
        // A turn that broke was never taken; what comes late of it belongs to no turn.
        if (_hasBegun && _taken is null) _coming = new TurnCollector(dialect, _coming.Known);
        _hasBegun = true;
        _taken = null;
        _endedAtMarker = null;
        _coming.DetectsTurns = detectsTurns;
        _coming.Sink = sink;
    }

    /// <summary>Notes that a marker is sent.</summary>
    public void ExpectMarker() => _endedAtMarker = _coming.EndedResponses;

    /// <summary>Ends the turn here if a marker was sent and nothing has begun or ended since.</summary>
    /// <returns>Whether a marker was awaited.</returns>
    public bool TakeMarker()
    {
        if (_endedAtMarker is not int ended) return false;
        _endedAtMarker = null;
        if (!_coming.IsDone || _coming.EndedResponses != ended) return true;
        _taken = _coming;
        _coming = new TurnCollector(dialect, _taken.Known);
        return true;
    }

    /// <summary>Whether the turn is over. A marker that is left unanswered ends it where it stands.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: what came cannot be graded.</exception>
    public bool TryTake()
    {
        TakeMarker();
        _taken?.Check();
        return _taken is not null;
    }
}
