using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>Reads the events of a session beside the sending, so that errors are noticed at once, and signals waiting code.</summary>
internal sealed class SessionReader(RealtimeConnection connection) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SessionTurns _turns = new(connection.Dialect);
    private RealtimeException? _fault;
    private RealtimeException? _behindTheEnd;
    private long _lastEventAt;

    /// <summary>Completes when the service has announced the session, or when no further event can arrive.</summary>
    public TaskCompletionSource Created { get; } = NewSignal();

    /// <summary>Completes when the service has accepted the configuration, or when no further event can arrive.</summary>
    public TaskCompletionSource Updated { get; } = NewSignal();

    /// <summary>Completes when the turn has its response, or when no further event can arrive.</summary>
    public TaskCompletionSource Responded { get; private set; } = NewSignal();

    /// <summary>Completes when the service has answered the marker, or when no further event can arrive.</summary>
    public TaskCompletionSource Marked { get; private set; } = NewSignal();

    /// <summary>What the current turn is still waiting for, for messages.</summary>
    public string Awaited { get { lock (_gate) return _turns.Current.Awaited; } }

    /// <summary>The model as the service reported it; empty when it did not.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The service's id of the session; empty when it sent none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Receives the audio of turns that begin from now on; null to buffer it in memory.</summary>
    public IAudioSink? Sink { get; set; }

    /// <summary>The reading task. It never fails; <see cref="ThrowIfFaulted"/> throws its error.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>Time stamp of the newest event; zero before the first one.</summary>
    public long LastEventAt => Interlocked.Read(ref _lastEventAt);

    /// <summary>The error that ended the reading; null when there is none.</summary>
    public RealtimeException? Fault { get { lock (_gate) return _fault; } }

    /// <summary>Starts reading.</summary>
    public void Start() => Reading = Task.Run(ReadAsync, CancellationToken.None);

    /// <summary>Stops reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Reading;
        _stop.Dispose();
    }

    /// <summary>Begins a turn. Events since the end of the previous turn belong to it, except late events of earlier responses.</summary>
    /// <param name="detectsTurns">Whether the service ends the caller's turns.</param>
    public void BeginTurn(bool detectsTurns = false)
    {
        lock (_gate)
        {
            connection.BeginTurn();
            _turns.Begin(detectsTurns, Sink);
            _fault ??= _behindTheEnd;
            Responded = NewSignal();

            // The session broke between two turns, so that no response can arrive.
            if (_fault is not null) Responded.TrySetResult();
        }
    }

    /// <summary>Records that the response of the turn is requested.</summary>
    /// <param name="timestamp">The time stamp just before the request.</param>
    public void Ask(long timestamp)
    {
        lock (_gate) _turns.Coming.Ask(timestamp);
    }

    /// <summary>Records that all of the caller's speech has been sent.</summary>
    /// <param name="endMs">The true end of the speech in milliseconds, on the clock of the audio.</param>
    /// <param name="patienceIsOver">Whether the silence after the speech has been sent too.</param>
    public void EndInput(double endMs, bool patienceIsOver)
    {
        lock (_gate)
        {
            _turns.Coming.EndOfInputMs = endMs;
            _turns.Coming.PatienceIsOver = patienceIsOver;
            if (_turns.Coming.IsDone) Responded.TrySetResult();
        }
    }

    /// <summary>Records that a marker is sent.</summary>
    public void ExpectMarker()
    {
        lock (_gate)
        {
            _turns.ExpectMarker();
            Marked = NewSignal();
            if (_fault is not null) Marked.TrySetResult();
        }
    }

    /// <summary>Ends the turn if it is complete; otherwise its response is awaited again.</summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: the received events cannot be graded.</exception>
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

    /// <summary>Returns what has been received of the current turn so far.</summary>
    public CollectedTurn Snapshot()
    {
        lock (_gate) return _turns.Current.Snapshot();
    }

    /// <summary>Throws the error that ended the reading; if the turn had its response before that, the next turn throws it.</summary>
    public void ThrowIfFaulted()
    {
        lock (_gate)
        {
            if (!_turns.Current.IsDone && _fault is not null) throw _fault;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                ServerMessage message = await connection.ReceiveAsync(_stop.Token);
                Interlocked.Exchange(ref _lastEventAt, message.Timestamp);
                if (message.Kind != WebSocketMessageType.Text) throw NotText(message.Kind);
                lock (_gate) Take(message);
            }
        }
        catch (OperationCanceledException)
        {
            // This side is closing the session.
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
            // Any other exception must end the waits as well, or the turn would hang until its limit.
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
            case ServerEventKind.Other when read.Type.SequenceEqual("rate_limits.updated"u8):
                RateLimits.Tell(connection.Pressure, message.Utf8);
                break;
            default:
                _turns.Coming.Apply(read, message.Utf8, message.Timestamp);
                break;
        }

        if (_turns.Coming.IsDone) Responded.TrySetResult();
    }

    /// <summary>Handles an error event. Some errors only report that an event had no effect.</summary>
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

                // The turn is complete, unless the service opens another response that counts. Only the next turn throws the error.
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

    /// <summary>Ends all waits. If the socket closes after the configuration, the awaited response is reported as missing.</summary>
    private void Fail(RealtimeException met)
    {
        RealtimeException exception = met.Without(connection.Redactor);
        lock (_gate)
        {
            // It is not known what follows an unreadable event, so that the turn cannot be complete.
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
