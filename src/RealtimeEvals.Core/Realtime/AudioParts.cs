using System.Buffers;
using System.Buffers.Text;
using System.Text;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>The audio of a turn, decoded as it arrives. A delta allocates nothing but space for the audio itself.</summary>
internal sealed class AudioParts
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>Receives the audio as it arrives, starting with what has been buffered already; null to buffer it.</summary>
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

    /// <summary>Returns the buffered audio.</summary>
    public byte[] ToArray() => _kept.WrittenSpan.ToArray();

    /// <summary>Adds a delta.</summary>
    /// <returns>The number of bytes of audio in the delta.</returns>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: it is not Base64.</exception>
    public int Append(in ServerEvent delta)
    {
        // Base64 contains no character that JSON must escape; a delta of a server that escapes '/' anyway is unescaped first.
        ReadOnlySpan<byte> encoded = delta.PayloadIsEscaped ? Encoding.UTF8.GetBytes(delta.PayloadText()) : delta.Payload;
        Span<byte> room = _kept.GetSpan(Base64.GetMaxDecodedFromUtf8Length(encoded.Length));
        if (Base64.DecodeFromUtf8(encoded, room, out _, out int written) != OperationStatus.Done)
            throw new RealtimeException(FailureStage.ResponseProtocol, "an audio delta that is not Base64");
        if (Sink is null) _kept.Advance(written);
        else Sink.Write(room[..written]);
        return written;
    }
}
