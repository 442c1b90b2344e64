using System.Buffers;
using System.Buffers.Text;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The socket of one realtime session, which sends and receives whole messages. One reader and one writer may use it at a time. Neither an
/// appended chunk nor a received message allocates once the buffers have grown to size.
/// </summary>
internal sealed class RealtimeConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly IEventLog _log;
    private readonly int _maximumMessageBytes;
    private readonly int _maximumTurnBytes;
    private long _turnBytes;
    private byte[] _receiveBuffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private byte[] _appendBuffer = [];

    private RealtimeConnection(WebSocket socket, ConnectOptions options, TimeProvider time, IEventLog log)
    {
        _socket = socket;
        _time = time;
        _log = log;
        Redactor = options.Target.Redactor;
        Dialect = options.Target.Dialect;
        Pressure = options.Pressure;
        _maximumMessageBytes = options.MaximumMessageBytes;
        _maximumTurnBytes = options.MaximumTurnBytes;
    }

    /// <summary>Removes secrets of the service from error messages.</summary>
    internal Redactor Redactor { get; }

    /// <summary>The protocol of the service.</summary>
    internal RealtimeDialect Dialect { get; }

    /// <summary>Hears when the service asks for fewer requests.</summary>
    internal RatePressure Pressure { get; }

    /// <summary>Opens the socket.</summary>
    /// <param name="options">The address and the limits.</param>
    /// <param name="time">The clock for all time stamps.</param>
    /// <param name="log">Receives every message.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="RealtimeException">Stage <c>connection</c> or <c>handshake</c>.</exception>
    public static async Task<RealtimeConnection> ConnectAsync(
        ConnectOptions options,
        TimeProvider time,
        IEventLog log,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Uri address = options.Target.RealtimeFor(options.Model);
        using var handler = new HandshakeBodyHandler(ServiceHttp.CreateHandler(), time);
        using var invoker = new HttpMessageInvoker(handler);
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        ClientWebSocket socket = CreateSocket(options);
        try
        {
            await socket.ConnectAsync(address, invoker, either.Token);
            return new RealtimeConnection(socket, options, time, log);
        }
        catch (Exception exception)
            when (exception is WebSocketException or OperationCanceledException or HttpRequestException or IOException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (handler.Refused is RefusedHandshake refused) throw refused.ToException(options.Target.Redactor, exception);
            if (limit.IsCancellationRequested)
            {
                string silence = FormattableString.Invariant(
                    $"no answer from {address.Host}:{address.Port} within {options.ConnectTimeout.TotalSeconds} s.");
                throw new RealtimeException(FailureStage.Connection, silence, exception);
            }

            string fault = $"{address.Host}:{address.Port} could not be reached: {Innermost(exception).Message}";
            throw new RealtimeException(FailureStage.Connection, fault, exception)
            {
                IsTransient = Innermost(exception) is SocketException,
            };
        }
    }

    /// <summary>Uses a socket that is open already.</summary>
    internal static RealtimeConnection Over(WebSocket socket, ConnectOptions options, TimeProvider time, IEventLog log) =>
        new(socket, options, time, log);

    /// <summary>Sends one text message.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        _log.Sent(_time.GetTimestamp(), utf8);
        await _socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    /// <summary>Appends a chunk of audio.</summary>
    /// <param name="audio">Whole samples in the session's input format.</param>
    /// <param name="cancellationToken">Cancels the sending; the socket cannot be used afterwards.</param>
    public ValueTask AppendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> head = Dialect.AppendHead;
        ReadOnlySpan<byte> tail = Dialect.AppendTail;
        int needed = head.Length + Base64.GetMaxEncodedToUtf8Length(audio.Length) + tail.Length;
        if (_appendBuffer.Length < needed) _appendBuffer = new byte[needed];
        head.CopyTo(_appendBuffer);
        Base64.EncodeToUtf8(audio.Span, _appendBuffer.AsSpan(head.Length), out _, out int encoded);
        tail.CopyTo(_appendBuffer.AsSpan(head.Length + encoded));
        return SendAsync(_appendBuffer.AsMemory(0, head.Length + encoded + tail.Length), cancellationToken);
    }

    /// <summary>Starts counting the received bytes of a new turn.</summary>
    public void BeginTurn() => Interlocked.Exchange(ref _turnBytes, 0);

    /// <summary>Waits for the next whole message. Its content is valid until the next call.</summary>
    /// <exception cref="RealtimeException">
    /// Stage <c>connection</c>: the socket broke. Stage <c>response_protocol</c>: the message, or the turn, is larger than allowed.
    /// </exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ServerMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            if (length == _receiveBuffer.Length) GrowReceiveBuffer();
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_receiveBuffer.AsMemory(length), cancellationToken);
            }
            catch (WebSocketException exception)
            {
                throw new RealtimeException(FailureStage.Connection, $"the connection broke: {Innermost(exception).Message}", exception);
            }

            length += part.Count;
            if (length > _maximumMessageBytes)
            {
                string excess = FormattableString.Invariant($"an event of more than {_maximumMessageBytes} bytes");
                throw new RealtimeException(FailureStage.ResponseProtocol, excess);
            }

            if (Interlocked.Add(ref _turnBytes, part.Count) > _maximumTurnBytes)
            {
                string excess = FormattableString.Invariant($"events of more than {_maximumTurnBytes} bytes in one turn");
                throw new RealtimeException(FailureStage.ResponseProtocol, excess);
            }

            if (!part.EndOfMessage) continue;
            long arrived = _time.GetTimestamp();
            var message = new ServerMessage(part.MessageType, _receiveBuffer.AsMemory(0, length), arrived);
            if (part.MessageType != WebSocketMessageType.Close)
            {
                _log.Received(arrived, message.Utf8, part.MessageType == WebSocketMessageType.Text);
            }

            return message;
        }
    }

    /// <summary>Describes how the server closed the connection: its code and reason.</summary>
    public string DescribeClose() =>
        FormattableString.Invariant($"the server closed the connection ({(int?)_socket.CloseStatus ?? 1006}{Reason()})");

    /// <summary>Tells the server that nothing more will be sent.</summary>
    public async Task CloseAsync()
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var limit = new CancellationTokenSource(CloseLimit, _time);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection is broken already, so that no close message can be sent.
        }
    }

    /// <summary>Releases the socket. Nothing may be received afterwards.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        ArrayPool<byte>.Shared.Return(_receiveBuffer);
        _receiveBuffer = [];
        return ValueTask.CompletedTask;
    }

    private static ClientWebSocket CreateSocket(ConnectOptions options)
    {
        ClientWebSocket socket = ServiceHttp.CreateSocket();
        RealtimeDialect dialect = options.Target.Dialect;
        if (dialect.Subprotocol.Length > 0) socket.Options.AddSubProtocol(dialect.Subprotocol);
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        if (options.ClientRequestId.Length > 0) socket.Options.SetRequestHeader("X-Client-Request-Id", options.ClientRequestId);
        foreach ((string name, string value) in dialect.HeadersOf(options.Target)) socket.Options.SetRequestHeader(name, value);
        return socket;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is not null) exception = exception.InnerException;
        return exception;
    }

    private string Reason()
    {
        string reason = _socket.CloseStatusDescription ?? "";
        return reason.Length == 0 ? "" : $": {reason}";
    }

    private void GrowReceiveBuffer()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_receiveBuffer.Length * 2);
        _receiveBuffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_receiveBuffer);
        _receiveBuffer = larger;
    }
}
