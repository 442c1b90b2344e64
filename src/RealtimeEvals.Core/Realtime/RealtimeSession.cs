using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// One session: open and configured, then turn by turn. A background loop reads from the first moment, so that every event gets
/// the time at which it really came and an error is found while audio is still being sent. Not for concurrent turns.
/// </summary>
public sealed class RealtimeSession : IAsyncDisposable
{
    private readonly RealtimeConnection _connection;
    private readonly TurnLimits _limits;
    private readonly TimeProvider _time;
    private readonly IEventLog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _total;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _updated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource _responded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TurnCollector _turn = new();
    private RealtimeException? _fault;
    private long _lastEventAt;

    private RealtimeSession(RealtimeConnection connection, TurnLimits limits, TimeProvider time, IEventLog log)
    {
        _connection = connection;
        _limits = limits;
        _time = time;
        _log = log;
        _lastEventAt = time.GetTimestamp();
        _total = new CancellationTokenSource(limits.Total, time);
    }

    /// <summary>The model as the service named it; empty when it named none.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The service's id of the session; empty when it sent none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Whether the service is the sandbox, whatever address it was reached by.</summary>
    public bool IsSandbox => Id.StartsWith(ServiceTarget.SandboxSessionPrefix, StringComparison.Ordinal);

    /// <summary>Time stamp at which the last audible sample of the caller had been sent; null before that.</summary>
    public long? EndOfSpeechAt { get; private set; }

    /// <summary>Connects and waits for <c>session.created</c>.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="limits">How long everything may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes every event.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RealtimeException">The session could not be opened; the stage says where.</exception>
    public static async Task<RealtimeSession> OpenAsync(ConnectOptions options, TurnLimits limits, TimeProvider time, IEventLog log, CancellationToken cancellationToken)
    {
        RealtimeConnection connection = await RealtimeConnection.ConnectAsync(options, time, log, cancellationToken);
        var session = new RealtimeSession(connection, limits, time, log);
        session._reading = Task.Run(session.ReadAsync, CancellationToken.None);
        try
        {
            await session.WaitAsync(session._created, "session.created", cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends the configuration and waits until the service has taken it.</summary>
    public async Task ConfigureAsync(SessionConfiguration configuration, CancellationToken cancellationToken)
    {
        await SendAsync(ClientEvents.SessionUpdate(configuration), cancellationToken);
        await WaitAsync(_updated, "session.updated", cancellationToken);
    }

    /// <summary>Streams the caller's audio, commits it, asks for a response and collects it to its end.</summary>
    /// <exception cref="RealtimeException">The turn failed; the stage says where and <see cref="Snapshot"/> gives what had come.</exception>
    public async Task<CollectedTurn> SpeakAsync(SpokenAudio audio, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        await SendAsync(ClientEvents.Clear(), cancellationToken);
        await StreamAsync(audio, cancellationToken);
        await SendAsync(ClientEvents.Commit(), cancellationToken);
        return await RespondAsync(cancellationToken);
    }

    /// <summary>What has come of the current turn so far.</summary>
    public CollectedTurn Snapshot()
    {
        lock (_gate) return _turn.Snapshot();
    }

    /// <summary>Says good-bye, waits for the answer for at most a second, and ends the reading loop.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync();
            await _reading.WaitAsync(TimeSpan.FromSeconds(1), _time);
        }
        catch (TimeoutException)
        {
            // The evidence is complete already; a peer that does not say good-bye changes nothing.
        }

        await _stop.CancelAsync();
        await _reading;
        await _connection.DisposeAsync();
        _stop.Dispose();
        _total.Dispose();
    }

    private async Task StreamAsync(SpokenAudio audio, CancellationToken cancellationToken)
    {
        var chunks = new AudioChunks(audio.Data, audio.Format, audio.Chunk);
        var pacer = new AudioPacer(_time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _total.Token);
        TimeSpan duration = audio.Format.DurationOf(audio.Data.Length);
        TimeSpan chunk = audio.Format.DurationOf(audio.Format.BytesIn(audio.Chunk));
        try
        {
            for (int index = 0; index < chunks.Count; index++)
            {
                if (audio.RealTime) await pacer.WaitUntilAsync(index * chunk, either.Token);
                ThrowIfFaulted();
                await _connection.AppendAudioAsync(chunks[index], either.Token);
            }

            if (audio.RealTime) await pacer.WaitUntilAsync(duration, either.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            throw await TranslateAsync(exception, "audio to be taken", cancellationToken);
        }

        TimeSpan endOfSound = Silence.EndOfSound(audio.Data.Span, audio.Format);
        EndOfSpeechAt = audio.RealTime ? pacer.Start + ToTimestampTicks(endOfSound) : _time.GetTimestamp();
    }

    private async Task<CollectedTurn> RespondAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _turn = new TurnCollector { RequestedAt = _time.GetTimestamp() };
            _responded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _log.StartResponse(_turn.RequestedAt.Value);
        }

        await SendAsync(ClientEvents.ResponseCreate(), cancellationToken);
        await WaitAsync(_responded, "response.done", cancellationToken);
        return Snapshot();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        ThrowIfFaulted();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _total.Token);
        try
        {
            await _connection.SendAsync(utf8, either.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            throw await TranslateAsync(exception, "an event to be taken", cancellationToken);
        }
    }

    /// <summary>Waits for the reading loop to report something, within the limits of silence and of the whole session.</summary>
    private async Task WaitAsync(TaskCompletionSource signal, string awaited, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _total.Token);
        long waitingSince = _time.GetTimestamp();
        while (!signal.Task.IsCompleted)
        {
            long since = Math.Max(waitingSince, Interlocked.Read(ref _lastEventAt));
            TimeSpan left = _limits.Inactivity - _time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                throw new RealtimeException(FailureStage.ResponseTimeout, FormattableString.Invariant($"no event for {_limits.Inactivity.TotalSeconds} s while waiting for {awaited}."));
            try
            {
                await signal.Task.WaitAsync(left, _time, either.Token);
            }
            catch (TimeoutException)
            {
                // An event may have come in the meantime; the loop looks again.
            }
            catch (OperationCanceledException exception)
            {
                throw await TranslateAsync(exception, awaited, cancellationToken);
            }
        }

        ThrowIfFaulted();
    }

    /// <summary>Finds out why an operation broke: the user, the total limit, or what the reading loop met.</summary>
    private async Task<Exception> TranslateAsync(Exception exception, string awaited, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return new OperationCanceledException("The turn was cancelled.", exception, cancellationToken);
        if (_total.IsCancellationRequested)
            return new RealtimeException(FailureStage.ResponseTimeout, FormattableString.Invariant($"the session took more than {_limits.Total.TotalSeconds} s while waiting for {awaited}."), exception);

        // A socket that fails while sending was closed by the other side: the reading loop is about to learn why.
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(2), _time, cancellationToken));
        return _fault ?? new RealtimeException(FailureStage.Connection, $"the connection broke: {exception.Message}", exception);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                ServerMessage message = await _connection.ReceiveAsync(_stop.Token);
                if (message.Kind == WebSocketMessageType.Close) throw new RealtimeException(FailureStage.Connection, _connection.DescribeClose());
                if (message.Kind == WebSocketMessageType.Binary) throw new RealtimeException(FailureStage.ResponseProtocol, "a binary frame where JSON was expected");
                lock (_gate) Take(message);
                Interlocked.Exchange(ref _lastEventAt, message.Timestamp);
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

    private void Take(ServerMessage message)
    {
        ServerEvent read = ServerEvent.Read(message.Utf8.Span);
        switch (read.Kind)
        {
            case ServerEventKind.SessionCreated or ServerEventKind.SessionUpdated:
                using (var document = JsonDocument.Parse(message.Utf8))
                {
                    JsonElement session = EventJson.Child(document.RootElement, "session");
                    Id = EventJson.Text(session, "id") is { Length: > 0 } id ? id : Id;
                    Model = EventJson.Text(session, "model") is { Length: > 0 } model ? model : Model;
                }

                (read.Kind == ServerEventKind.SessionCreated ? _created : _updated).TrySetResult();
                break;
            case ServerEventKind.Error:
                using (var document = JsonDocument.Parse(message.Utf8)) throw ToException(EventJson.Child(document.RootElement, "error"));
            default:
                _turn.Apply(read, message.Utf8, message.Timestamp);
                if (_turn.IsDone) _responded.TrySetResult();
                break;
        }
    }

    private static RealtimeException ToException(JsonElement error)
    {
        string about = EventJson.Text(error, "event_id") is { Length: > 0 } id ? $" in answer to {id}" : "";
        return new RealtimeException(FailureStage.ResponseError, $"the server reported an error{about}: {EventJson.DescribeError(error)}") { Code = EventJson.Text(error, "code") };
    }

    /// <summary>Ends every wait. A socket that closes after the response was asked for took the response with it.</summary>
    private void Fail(RealtimeException exception)
    {
        lock (_gate)
        {
            bool lostResponse = exception.Stage == FailureStage.Connection && _updated.Task.IsCompleted;
            _fault = lostResponse ? new RealtimeException(FailureStage.ResponseMissingDone, $"{exception.Message} before response.done", exception) : exception;
            _created.TrySetResult();
            _updated.TrySetResult();
            _responded.TrySetResult();
        }
    }

    private void ThrowIfFaulted()
    {
        // A turn that ended before the fault keeps its result; the next one meets the fault.
        lock (_gate)
        {
            if (_fault is not null && !_turn.IsDone) throw _fault;
        }
    }

    private long ToTimestampTicks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
