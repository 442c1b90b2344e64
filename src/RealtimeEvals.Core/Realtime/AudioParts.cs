using System.Buffers;
using System.Buffers.Text;
using System.Text;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>The sound of a turn, decoded as it comes. A delta allocates nothing but room for the audio itself.</summary>
internal sealed class AudioParts
{
    private readonly ArrayBufferWriter<byte> _kept = new(64 * 1024);

    /// <summary>Takes the audio as it comes, and at once what has come already; null where it is kept.</summary>
    public IAudioSink? Sink
    {
        get;
        set
        {
            field = value;
            if (value is null || _kept.WrittenCount == 0) return;
            value.Write(_kept.WrittenSpan);
            _kept.ResetWrittenCount();
        }
    }

    /// <summary>What is kept.</summary>
    public byte[] ToArray() => _kept.WrittenSpan.ToArray();

    /// <summary>Takes a delta.</summary>
    /// <returns>How many bytes of audio it held.</returns>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: it is not Base64.</exception>
    public int Append(in ServerEvent delta)
    {
        // Base64 holds no character that JSON must escape; a server that escapes '/' all the same takes the slow way.
        ReadOnlySpan<byte> encoded = delta.PayloadIsEscaped ? Encoding.UTF8.GetBytes(delta.PayloadText()) : delta.Payload;
        Span<byte> room = _kept.GetSpan(Base64.GetMaxDecodedFromUtf8Length(encoded.Length));
        if (Base64.DecodeFromUtf8(encoded, room, out _, out int written) != OperationStatus.Done)
            throw new RealtimeException(FailureStage.ResponseProtocol, "an audio delta that is not Base64");
        if (Sink is null) _kept.Advance(written);
        else Sink.Write(room[..written]);
        return written;
    }
}
