using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Reads a session from its first event to its last and tells who waits. It runs beside the sending, so that an error is found while
/// audio is still being sent.
/// </summary>
internal sealed class SessionReader(RealtimeConnection connection) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Arrivals _arrivals = new(connection);
    private readonly SessionTurns _turns = new(connection.Dialect);
    private RealtimeException? _fault;
    private RealtimeException? _behindTheEnd;

    /// <summary>Completes when the service has announced the session, or when nothing more can come.</summary>
    public TaskCompletionSource Created { get; } = NewSignal();

    /// <summary>Completes when the service has taken the configuration, or when nothing more can come.</summary>
    public TaskCompletionSource Updated { get; } = NewSignal();

    /// <summary>Completes when the turn has its response, or when nothing more can come.</summary>
    public TaskCompletionSource Responded { get; private set; } = NewSignal();

    /// <summary>Completes when the service has answered the marker, or when nothing more can come.</summary>
    public TaskCompletionSource Marked { get; private set; } = NewSignal();

    /// <summary>What the current turn still waits for, for a message.</summary>
    public string Awaited => Locked(() => _turns.Current.Awaited);

    /// <summary>The model as the service named it; empty when it named none.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The service's id of the session; empty when it sent none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Takes the audio of the turns that begin from now on; null where it is kept in memory.</summary>
    public IAudioSink? Sink { get; set; }

    /// <summary>The reading; it never fails, but leaves what it met to <see cref="ThrowIfFaulted"/>.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>Time stamp of the newest event; zero when none has come.</summary>
    public long LastEventAt => _arrivals.LastAt;

    /// <summary>What ended the reading; null while nothing has.</summary>
    public RealtimeException? Fault => Locked(() => _fault);

    /// <summary>Starts to read.</summary>
    public void Start()
    {
        _arrivals.Start();
        Reading = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>Stops reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _arrivals.DisposeAsync();
        await Reading;
    }

    /// <summary>Begins a turn. What has come since the last was taken belongs to it, but for what comes late of earlier ones.</summary>
    /// <param name="detectsTurns">Whether the service decides when the caller has finished.</param>
    public void BeginTurn(bool detectsTurns = false)
    {
        lock (_gate)
        {
            connection.BeginTurn();
            _turns.Begin(detectsTurns, Sink);
            _fault ??= _behindTheEnd;
            Responded = NewSignal();

            // Nothing more can come of a session that broke between two turns.
            if (_fault is not null) Responded.TrySetResult();
        }
    }

    /// <summary>Notes that the response of the turn is asked for.</summary>
    /// <param name="timestamp">Time stamp just before.</param>
    public void Ask(long timestamp)
    {
        lock (_gate) _turns.Coming.Ask(timestamp);
    }

    /// <summary>Notes that all of the caller's speech has been sent.</summary>
    /// <param name="endMs">Where it truly ends, on the clock of the audio.</param>
    /// <param name="patienceIsOver">Whether the silence behind it has been sent too.</param>
    public void EndInput(double endMs, bool patienceIsOver)
    {
        lock (_gate)
        {
            _turns.Coming.EndOfInputMs = endMs;
            _turns.Coming.PatienceIsOver = patienceIsOver;
            if (_turns.Coming.IsDone) Responded.TrySetResult();
        }
    }

    /// <summary>Notes that a marker is sent.</summary>
    public void ExpectMarker()
    {
        lock (_gate)
        {
            _turns.ExpectMarker();
            Marked = NewSignal();
            if (_fault is not null) Marked.TrySetResult();
        }
    }

    /// <summary>Whether the turn is over; if it is not, its response is awaited anew.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: what came cannot be graded.</exception>
    public bool TryTakeTurn()
    {
        lock (_gate)
        {
            if (_turns.TryTake()) return true;
            Responded = NewSignal();
            if (_turns.Coming.IsDone || _fault is not null) Responded.TrySetResult();
            return false;
        }
    }

    /// <summary>What has come of the current turn so far.</summary>
    public CollectedTurn Snapshot() => Locked(() => _turns.Current.Snapshot());

    /// <summary>Throws what ended the reading. A turn that had its response before that keeps it; the next one meets the fault.</summary>
    public void ThrowIfFaulted()
    {
        if (Locked(() => _turns.Current.IsDone ? null : _fault) is RealtimeException fault) throw fault;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync()
    {
        try
        {
            await foreach (ServerMessage message in _arrivals.ReadAllAsync())
            {
                if (message.Kind != WebSocketMessageType.Text) throw NotText(message.Kind);
                lock (_gate) Take(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The session is being closed from this side.
        }
        catch (RealtimeException exception)
        {
            Fail(exception);
        }
        catch (JsonException exception)
        {
            Fail(new RealtimeException(FailureStage.ResponseProtocol, $"an event that is not valid JSON: {exception.Message}", exception));
        }
        catch (Exception exception)
        {
            // Whatever else ends this loop must end the waits as well, or the turn would hang until its limit.
            Fail(new RealtimeException(FailureStage.ExampleExecution, $"{exception.GetType().Name}: {exception.Message}", exception));
        }
    }

    private RealtimeException NotText(WebSocketMessageType kind) => kind == WebSocketMessageType.Close
        ? new RealtimeException(FailureStage.Connection, connection.DescribeClose())
        : new RealtimeException(FailureStage.ResponseProtocol, "a binary frame where JSON was expected");

    private void Take(ServerMessage message)
    {
        ServerEvent read = ServerEvent.Read(message.Utf8.Span, connection.Dialect);
        switch (read.Kind)
        {
            case ServerEventKind.SessionCreated or ServerEventKind.SessionUpdated:
                TakeSession(EventJson.Field(message.Utf8, "session"));
                (read.Kind == ServerEventKind.SessionCreated ? Created : Updated).TrySetResult();
                if (read.Kind == ServerEventKind.SessionUpdated) TakeMarker();
                break;
            case ServerEventKind.Error:
                Take(EventJson.Field(message.Utf8, "error"));
                break;
            default:
                _turns.Coming.Apply(read, message.Utf8, message.Timestamp);
                break;
        }

        if (_turns.Coming.IsDone) Responded.TrySetResult();
    }

    /// <summary>Takes an error event; some of them say only that something was in vain.</summary>
    private void Take(JsonElement error)
    {
        string about = EventJson.Text(error, "event_id");
        switch (EventJson.Text(error, "code"))
        {
            case "response_cancel_not_active":
                break;
            case "conversation_already_has_active_response":
                _turns.Coming.TakeActiveAsAnswer();
                break;
            case var _ when about == ClientEvents.MarkerId:
                TakeMarker();
                break;
            default:
                if (about == ClientEvents.RequestId) _turns.Coming.Break();
                if (!_turns.Coming.IsDone) throw EventJson.ToException(error);

                // The turn has its response, but the service may have opened another, which counts: only the next turn meets the error.
                _behindTheEnd ??= EventJson.ToException(error).Without(connection.Redactor);
                break;
        }
    }

    private void TakeMarker()
    {
        if (_turns.TakeMarker()) Marked.TrySetResult();
    }

    private void TakeSession(JsonElement session)
    {
        if (EventJson.Text(session, "id") is { Length: > 0 } id) Id = id;
        if (EventJson.Text(session, "model") is { Length: > 0 } model) Model = model;
    }

    /// <summary>Ends every wait. A socket that closes once the session is configured took the response with it.</summary>
    private void Fail(RealtimeException met)
    {
        RealtimeException exception = met.Without(connection.Redactor);
        lock (_gate)
        {
            // What stands behind something that cannot be read is not known.
            if (exception.Stage == FailureStage.ResponseProtocol) _turns.Coming.Break();
            bool lostResponse = exception.Stage == FailureStage.Connection && Updated.Task.IsCompleted;
            _fault = lostResponse
                ? new RealtimeException(FailureStage.ResponseMissingDone, $"{exception.Message} before response.done", exception)
                : exception;
            Created.TrySetResult();
            Updated.TrySetResult();
            Responded.TrySetResult();
            Marked.TrySetResult();
        }
    }
}
