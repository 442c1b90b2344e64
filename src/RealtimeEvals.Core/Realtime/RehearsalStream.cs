using System.Buffers.Binary;
using System.Text;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The peer of a simulated socket: after each number of writes by the client, predefined messages become readable. A write after the last
/// of them ends the stream, so that closing does not wait for an answer. Nothing leaves the process.
/// </summary>
/// <param name="messages">The messages that become readable after each number of writes.</param>
internal sealed class RehearsalStream(IReadOnlyDictionary<int, string[]> messages) : Stream
{
    private readonly SemaphoreSlim _more = new(0);
    private readonly Queue<byte[]> _readable = new([.. FramesAfter(messages, 0)]);
    private ReadOnlyMemory<byte> _current;
    private int _writes;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_current.IsEmpty && !TryNext())
        {
            if (IsOver) return 0;
            await _more.WaitAsync(cancellationToken);
        }

        int read = Math.Min(buffer.Length, _current.Length);
        _current[..read].CopyTo(buffer);
        _current = _current[read..];
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_readable)
        {
            foreach (byte[] frame in FramesAfter(messages, ++_writes)) _readable.Enqueue(frame);
        }

        _more.Release();
        return ValueTask.CompletedTask;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool IsOver
    {
        get
        {
            lock (_readable) return _readable.Count == 0 && _writes > messages.Keys.Max();
        }
    }

    private bool TryNext()
    {
        lock (_readable)
        {
            if (!_readable.TryDequeue(out byte[]? next)) return false;
            _current = next;
            return true;
        }
    }

    private static IEnumerable<byte[]> FramesAfter(IReadOnlyDictionary<int, string[]> messages, int writes) =>
        messages.TryGetValue(writes, out string[]? due) ? due.Select(Frame) : [];

    /// <summary>Returns a message as one text frame of a server, which is not masked.</summary>
    private static byte[] Frame(string text)
    {
        const byte WholeText = 0x81;
        byte[] content = Encoding.UTF8.GetBytes(text);
        return [WholeText, .. LengthOf(content.Length), .. content];
    }

    private static byte[] LengthOf(int length)
    {
        const byte LengthFollows = 126;
        const byte LongLengthFollows = 127;
        if (length < LengthFollows) return [(byte)length];
        byte[] large = new byte[1 + sizeof(ulong)];
        large[0] = LongLengthFollows;
        BinaryPrimitives.WriteUInt64BigEndian(large.AsSpan(1), (ulong)length);
        if (length > ushort.MaxValue) return large;
        return [LengthFollows, .. large[^sizeof(ushort)..]];
    }
}
