using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Validation;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The audio that was appended and not yet committed.</summary>
internal sealed class InputAudio : IDisposable
{
    private const int MaximumAppendBytes = 15 * 1024 * 1024;
    private static readonly TimeSpan CommitFloor = TimeSpan.FromMilliseconds(100);

    private readonly MemoryStream _audio = new();

    /// <summary>Adds audio and returns it decoded.</summary>
    public byte[] Append(string base64)
    {
        byte[] chunk;
        try
        {
            chunk = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new ProtocolException("invalid_value", "Invalid 'audio': expected Base64.", "audio");
        }

        if (chunk.Length > MaximumAppendBytes) throw new ProtocolException("invalid_value", "Invalid 'audio': more than 15 MiB in one event.", "audio");
        _audio.Write(chunk);
        return chunk;
    }

    public void Dispose() => _audio.Dispose();

    public void Clear() => _audio.SetLength(0);

    /// <summary>Takes the audio out of the buffer and listens to it.</summary>
    public (Heard Heard, TimeSpan Duration) Commit(AudioFormat format)
    {
        TimeSpan duration = format.DurationOf(_audio.Length);
        if (duration < CommitFloor)
        {
            throw new ProtocolException(
                "input_audio_buffer_commit_empty",
                FormattableString.Invariant($"Error committing input audio buffer: the buffer is too small. Expected at least 100ms of audio, but buffer only has {duration.TotalMilliseconds:0.00}ms of audio."));
        }

        ReadOnlyMemory<byte> linear = AudioConverter.Convert(_audio.ToArray(), format, AudioFormat.Pcm24K);
        Clear();
        return (FskHearing.Listen(PcmSamples.Decode(linear.Span, AudioEncoding.Pcm16)), duration);
    }
}
