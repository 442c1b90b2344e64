using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Receives the messages of a session as they arrive and buffers them until they are read. Arrival times are thus not delayed by the
/// parsing, locking and file access for an earlier message. The buffer is limited; when it is full, the socket waits.
/// </summary>
internal sealed class Arrivals(RealtimeConnection connection) : IAsyncDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int Blocks = 64;

    private readonly Channel<Arrival> _kept =
        Channel.CreateUnbounded<Arrival>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly SemaphoreSlim _room = new(Blocks);
    private readonly CancellationTokenSource _stop = new();
    private Task _receiving = Task.CompletedTask;
    private long _lastAt;

    /// <summary>Time stamp of the newest message; zero before the first one.</summary>
    public long LastAt => Interlocked.Read(ref _lastAt);

    /// <summary>Starts receiving.</summary>
    public void Start() => _receiving = Task.Run(ReceiveAsync, CancellationToken.None);

    /// <summary>
    /// Returns the messages in order, up to the one that closes the socket. The content of a message is valid until the next one is read.
    /// </summary>
    /// <exception cref="RealtimeException">The socket broke, or a message is larger than allowed.</exception>
    /// <exception cref="OperationCanceledException">The session is being closed from this side.</exception>
    public async IAsyncEnumerable<ServerMessage> ReadAllAsync()
    {
        await foreach (Arrival arrival in _kept.Reader.ReadAllAsync(_stop.Token))
        {
            yield return new ServerMessage(arrival.Kind, arrival.Buffer.AsMemory(0, arrival.Length), arrival.Timestamp);
            ArrayPool<byte>.Shared.Return(arrival.Buffer);
            _room.Release(BlocksOf(arrival.Length));
        }
    }

    /// <summary>Stops receiving.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _stop.Dispose();
        _room.Dispose();
    }

    private async Task ReceiveAsync()
    {
        Exception? end = null;
        try
        {
            for (var kind = WebSocketMessageType.Text; kind != WebSocketMessageType.Close;)
            {
                ServerMessage message = await connection.ReceiveAsync(_stop.Token);
                Interlocked.Exchange(ref _lastAt, message.Timestamp);
                kind = message.Kind;
                await KeepAsync(message);
            }
        }
        catch (Exception exception)
        {
            // The exception is thrown to the reader after the last message.
            end = exception;
        }

        _kept.Writer.TryComplete(end);
    }

    private async ValueTask KeepAsync(ServerMessage message)
    {
        for (int block = BlocksOf(message.Utf8.Length); block > 0; block--) await _room.WaitAsync(_stop.Token);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(message.Utf8.Length);
        message.Utf8.CopyTo(buffer);
        _kept.Writer.TryWrite(new Arrival(message.Kind, buffer, message.Utf8.Length, message.Timestamp));
    }

    /// <summary>Returns the number of buffer blocks that a message takes; the largest messages take all of them.</summary>
    private static int BlocksOf(int length) => Math.Clamp((length + BlockBytes - 1) / BlockBytes, 1, Blocks);

    private readonly record struct Arrival(WebSocketMessageType Kind, byte[] Buffer, int Length, long Timestamp);
}
