namespace RealtimeEvals.Audio;

/// <summary>Divides audio into chunks of equal length without splitting a sample; the last may be shorter.</summary>
public readonly struct AudioChunks
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly int _chunkBytes;

    /// <summary>Divides <paramref name="data"/> into chunks.</summary>
    /// <param name="data">Audio of <paramref name="format"/>.</param>
    /// <param name="format">The format of the audio.</param>
    /// <param name="chunk">The length of a chunk; rounded down to whole samples, at least one.</param>
    public AudioChunks(ReadOnlyMemory<byte> data, AudioFormat format, TimeSpan chunk)
    {
        _data = data;
        _chunkBytes = format.BytesIn(chunk);
        Count = (data.Length + _chunkBytes - 1) / _chunkBytes;
    }

    /// <summary>The number of chunks; zero for no audio.</summary>
    public int Count { get; }

    /// <summary>Gets chunk <paramref name="index"/>, counted from 0.</summary>
    public ReadOnlyMemory<byte> this[int index] =>
        _data.Slice(index * _chunkBytes, Math.Min(_chunkBytes, _data.Length - index * _chunkBytes));
}
