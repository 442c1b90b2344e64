using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Divides the events of a session into turns. A turn ends where the service answers a marker that was sent when all responses of the turn
/// had ended, provided that no response has begun or ended since. Later events belong to the next turn, whenever they are read; after the
/// last turn of a session they are ignored. Thus only the order of events decides what belongs to a turn.
/// </summary>
/// <param name="dialect">The protocol of the service.</param>
internal sealed class SessionTurns(RealtimeDialect dialect)
{
    private TurnCollector _coming = new(dialect);
    private TurnCollector? _taken;
    private int? _endedAtMarker;
    private bool _hasBegun;

    /// <summary>The turn that receives new events.</summary>
    public TurnCollector Coming => _coming;

    /// <summary>The turn in progress, or else the turn that ended last.</summary>
    public TurnCollector Current => _taken ?? _coming;

    /// <summary>Begins a turn. Events since the end of the previous turn belong to it, except late events of earlier responses.</summary>
    public void Begin(bool detectsTurns, IAudioSink? sink)
    {
        // The previous turn failed and was never ended; its late events belong to no turn.
        if (_hasBegun && _taken is null) _coming = new TurnCollector(dialect, _coming.Known);
        _hasBegun = true;
        _taken = null;
        _endedAtMarker = null;
        _coming.DetectsTurns = detectsTurns;
        _coming.Sink = sink;
    }

    /// <summary>Records that a marker is sent.</summary>
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

    /// <summary>Ends the turn if it is complete. If a marker remains unanswered, the turn ends here.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: the received events cannot be graded.</exception>
    public bool TryTake()
    {
        TakeMarker();
        _taken?.Check();
        return _taken is not null;
    }
}
