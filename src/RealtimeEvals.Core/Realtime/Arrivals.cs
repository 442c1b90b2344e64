using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Receives the messages of a session as they arrive and keeps them until they are taken, so that neither parsing nor locks nor files that
/// an earlier message gives rise to are a part of the time at which the next one came. What is kept has a limit; beyond it the socket
/// waits.
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

    /// <summary>Time stamp of the newest message; zero when none has come.</summary>
    public long LastAt => Interlocked.Read(ref _lastAt);

    /// <summary>Starts to receive.</summary>
    public void Start() => _receiving = Task.Run(ReceiveAsync, CancellationToken.None);

    /// <summary>
    /// The messages in their order, to the one that closes the socket. The content of one is valid until the next is asked for.
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
            // Whoever takes the messages meets it behind the last of them.
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

    /// <summary>The room that a message takes; the largest takes all of it.</summary>
    private static int BlocksOf(int length) => Math.Clamp((length + BlockBytes - 1) / BlockBytes, 1, Blocks);

    private readonly record struct Arrival(WebSocketMessageType Kind, byte[] Buffer, int Length, long Timestamp);
}
