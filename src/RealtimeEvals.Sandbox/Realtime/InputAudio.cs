using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Validation;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The audio that was appended and not yet committed.</summary>
internal sealed class InputAudio : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeptOfSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CommitFloor = TimeSpan.FromMilliseconds(100);

    private readonly MemoryStream _audio = new();

    /// <summary>Adds audio and returns it decoded.</summary>
    /// <param name="base64">The audio.</param>
    /// <param name="format">The format of the session.</param>
    /// <param name="isSilence">Whether nobody speaks in what the buffer holds, so that most of it may be forgotten when it is full.</param>
    /// <exception cref="ProtocolException">It is not audio, or the buffer is full.</exception>
    public byte[] Append(string base64, AudioFormat format, bool isSilence)
    {
        byte[] chunk = Base64Audio.Decode(base64, "audio");
        int limit = format.BytesIn(Limit);
        if (isSilence && _audio.Length + chunk.Length > limit) KeepLast(format.BytesIn(KeptOfSilence));
        if (_audio.Length + chunk.Length > limit)
        {
            throw new ProtocolException(
                "input_audio_buffer_full", "The buffer holds 10 minutes of audio that was not committed: commit or clear it.", "audio");
        }

        _audio.Write(chunk);
        return chunk;
    }

    public void Dispose() => _audio.Dispose();

    public void Clear() => _audio.SetLength(0);

    private void KeepLast(int bytes)
    {
        byte[] kept = _audio.ToArray()[^(int)Math.Min(bytes, _audio.Length)..];
        Clear();
        _audio.Write(kept);
    }

    /// <summary>Takes the audio out of the buffer and listens to it.</summary>
    public (Heard Heard, byte[] Audio) Commit(AudioFormat format)
    {
        TimeSpan duration = format.DurationOf(_audio.Length);
        if (duration < CommitFloor)
        {
            throw new ProtocolException(
                "input_audio_buffer_commit_empty",
                "Error committing input audio buffer: the buffer is too small. Expected at least 100ms of audio, but buffer only has "
                + FormattableString.Invariant($"{duration.TotalMilliseconds:0.00}ms of audio."));
        }

        byte[] audio = _audio.ToArray();
        Clear();
        return (Hearing.Listen(audio, format), audio);
    }
}
