using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>One session: opened and configured, then used turn by turn. Every wait has a limit. Turns must not overlap.</summary>
internal sealed class RealtimeSession : IAsyncDisposable
{
    /// <summary>The maximum length of silence sent after the speech for silence-based turn detection.</summary>
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(4);

    /// <summary>The same for semantic turn detection, which waits at most 8 s.</summary>
    private static readonly TimeSpan SemanticPatience = TimeSpan.FromSeconds(10);

    /// <summary>The time without an event after which the service is considered to have processed all audio.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly RealtimeConnection _connection;
    private readonly RealtimeDialect _dialect;
    private readonly SessionReader _reader;
    private readonly AudioStreamer _audio;
    private readonly SessionWaits _waits;
    private readonly TurnMarker _marker;
    private readonly TimeProvider _time;
    private readonly IEventLog _log;
    private SessionConfiguration? _configuration;

    private TurnDetection TurnDetection => _configuration?.TurnDetection ?? TurnDetection.None;

    private RealtimeSession(RealtimeConnection connection, TurnLimits limits, TimeProvider time, IEventLog log)
    {
        _connection = connection;
        _dialect = connection.Dialect;
        _reader = new SessionReader(connection);
        _audio = new AudioStreamer(connection, _reader, time);
        _waits = new SessionWaits(_reader, limits, time);
        _marker = new TurnMarker(connection, _reader, _waits, time);
        _time = time;
        _log = log;
    }

    /// <summary>The model as the service reported it; empty when it did not.</summary>
    public string Model => _reader.Model;

    /// <summary>Receives the audio of turns that begin from now on; null to buffer it in memory.</summary>
    internal IAudioSink? Sink
    {
        set => _reader.Sink = value;
    }

    /// <summary>Whether the service is the sandbox, whatever address it has.</summary>
    public bool IsSandbox => _reader.Id.StartsWith(ServiceTarget.SandboxSessionPrefix, StringComparison.Ordinal);

    /// <summary>Time stamp at which the last audible sample of the caller was sent; null before that.</summary>
    public long? EndOfSpeechAt { get; private set; }

    /// <summary>Connects and waits for <c>session.created</c>.</summary>
    /// <param name="options">The address and the limits.</param>
    /// <param name="limits">The time limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Receives every event.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="RealtimeException">The session could not be opened; see the stage.</exception>
    public static async Task<RealtimeSession> OpenAsync(
        ConnectOptions options,
        TurnLimits limits,
        TimeProvider time,
        IEventLog log,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limits);
        TimeSpan patience = limits.Inactivity < options.ConnectTimeout ? limits.Inactivity : options.ConnectTimeout;
        ConnectOptions patient = options with { ConnectTimeout = patience };
        RealtimeConnection connection = await RealtimeConnection.ConnectAsync(patient, time, log, cancellationToken);
        return await OpenAsync(connection, limits, time, log, cancellationToken);
    }

    /// <summary>Waits for <c>session.created</c> on a socket that is open already, and takes ownership of it.</summary>
    internal static async Task<RealtimeSession> OpenAsync(
        RealtimeConnection connection,
        TurnLimits limits,
        TimeProvider time,
        IEventLog log,
        CancellationToken cancellationToken)
    {
        var session = new RealtimeSession(connection, limits, time, log);
        session._reader.Start();
        try
        {
            await session._waits.ForAsync(session._reader.Created, () => "session.created", cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends the configuration and waits until the service has accepted it.</summary>
    public async Task ConfigureAsync(SessionConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        await SendAsync(_dialect.SessionUpdate(configuration), cancellationToken);
        await _waits.ForAsync(_reader.Updated, () => "session.updated", cancellationToken);
    }

    /// <summary>
    /// Streams the caller's audio and collects the response to its end. Without turn detection the audio is committed and a response
    /// requested. With turn detection the service does both, once it has heard enough of the silence after the speech.
    /// </summary>
    /// <exception cref="RealtimeException">
    /// The turn failed; see the stage. <see cref="Snapshot"/> returns what was received.
    /// </exception>
    public async Task<CollectedTurn> SpeakAsync(SpokenAudio audio, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (TurnDetection == TurnDetection.None)
        {
            // Begin the turn first, so that a failure from here on is not counted as one of the previous turn.
            _reader.BeginTurn();
            EndOfSpeechAt = null;
            await SendAsync(_dialect.Clear(), cancellationToken);
            await StreamAsync(audio, cancellationToken);
            await SendAsync(_dialect.Commit(), cancellationToken);
            return await RequestAsync(_dialect.ResponseCreate(), cancellationToken);
        }

        _reader.BeginTurn(detectsTurns: true);
        _log.StartResponse(_time.GetTimestamp());
        await StreamAsync(audio, cancellationToken);
        double end = Silence.EndOfSound(audio.Data.Span, audio.Format).TotalMilliseconds;
        _reader.EndInput(end, patienceIsOver: false);
        await StreamSilenceAsync(audio, cancellationToken);
        await WaitForQuietAsync(cancellationToken);
        _reader.EndInput(end, patienceIsOver: true);
        return await CollectAsync(cancellationToken);
    }

    /// <summary>Sends a text and collects the response to its end.</summary>
    /// <exception cref="RealtimeException">
    /// The turn failed; see the stage. <see cref="Snapshot"/> returns what was received.
    /// </exception>
    public async Task<CollectedTurn> AskAsync(string text, CancellationToken cancellationToken)
    {
        _reader.BeginTurn();
        await SendAsync(_dialect.UserText(text), cancellationToken);
        return await RequestAsync(_dialect.ResponseCreate(), cancellationToken);
    }

    /// <summary>Requests a response outside the conversation and collects it to its end.</summary>
    /// <exception cref="RealtimeException">
    /// The turn failed; see the stage. <see cref="Snapshot"/> returns what was received.
    /// </exception>
    public Task<CollectedTurn> AskAsync(OutOfBandPrompt prompt, CancellationToken cancellationToken)
    {
        _reader.BeginTurn();
        return RequestAsync(_dialect.ResponseCreate(prompt), cancellationToken);
    }

    /// <summary>Sends the outputs of called tools and collects the next response to its end.</summary>
    /// <exception cref="RealtimeException">
    /// The turn failed; see the stage. <see cref="Snapshot"/> returns what was received.
    /// </exception>
    public async Task<CollectedTurn> AnswerCallsAsync(IEnumerable<ToolOutput> outputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        _reader.BeginTurn();
        foreach (ToolOutput output in outputs) await SendAsync(_dialect.FunctionOutput(output), cancellationToken);
        return await RequestAsync(_dialect.ResponseCreate(), cancellationToken);
    }

    private async Task<CollectedTurn> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        long requestedAt = _time.GetTimestamp();
        _reader.Ask(requestedAt);
        _log.StartResponse(requestedAt);
        await SendAsync(request, cancellationToken);
        return await CollectAsync(cancellationToken);
    }

    /// <summary>Waits for all responses of the turn, including the requested one, and then for the answer to a marker.</summary>
    private async Task<CollectedTurn> CollectAsync(CancellationToken cancellationToken)
    {
        do
        {
            await _waits.ForAsync(_reader.Responded, () => _reader.Awaited, cancellationToken);
            await _marker.SendAsync(_configuration, cancellationToken);
        }
        while (!_reader.TryTakeTurn());
        return Snapshot();
    }

    /// <summary>Returns what has been received of the current turn so far.</summary>
    public CollectedTurn Snapshot() => _reader.Snapshot();

    /// <summary>Closes the connection, waits for at most one second until the peer closes it too, and stops reading.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync();
            await _reader.Reading.WaitAsync(TimeSpan.FromSeconds(1), _time);
        }
        catch (TimeoutException)
        {
            // The evidence is complete already; a peer that does not close the connection does not matter.
        }

        await _reader.DisposeAsync();
        await _connection.DisposeAsync();
        _waits.Dispose();
    }

    private Task StreamAsync(SpokenAudio audio, CancellationToken cancellationToken) =>
        _waits.GuardAsync("audio to be taken", async token => EndOfSpeechAt = await _audio.StreamAsync(audio, token), cancellationToken);

    /// <summary>
    /// Sends silence after the speech, because turn detection needs it as on a live line. It ends early when the answer has arrived.
    /// </summary>
    private Task StreamSilenceAsync(SpokenAudio audio, CancellationToken cancellationToken)
    {
        TimeSpan patience = TurnDetection == TurnDetection.SemanticVad ? SemanticPatience : ServerPatience;
        return _waits.GuardAsync("audio to be taken", token => _audio.StreamSilenceAsync(audio, patience, token), cancellationToken);
    }

    /// <summary>
    /// Waits after audio that was sent faster than real time: the service processes it later, so that it may still detect the end of speech
    /// as long as events arrive.
    /// </summary>
    private Task WaitForQuietAsync(CancellationToken cancellationToken) => _waits.GuardAsync("the end of speech", async token =>
    {
        long since = _time.GetTimestamp();
        while (!_reader.Responded.Task.IsCompleted
            && Quiet - _time.GetElapsedTime(Math.Max(since, _reader.LastEventAt)) is { Ticks: > 0 } left)
        {
            await Task.WhenAny(_reader.Responded.Task, Task.Delay(left, _time, token));
            token.ThrowIfCancellationRequested();
        }
    }, cancellationToken);

    private Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        _reader.ThrowIfFaulted();
        return _waits.GuardAsync("an event to be taken", async token => await _connection.SendAsync(utf8, token), cancellationToken);
    }
}
