using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>Appends audio in chunks, in real time or as fast as the socket accepts it.</summary>
internal sealed class AudioStreamer(RealtimeConnection connection, SessionReader reader, TimeProvider time)
{
    private const int ChunksAtOnce = 8;

    /// <summary>Streams the caller's speech.</summary>
    /// <returns>The time stamp at which the last audible sample was sent.</returns>
    /// <exception cref="RealtimeException">
    /// The audio is the sandbox's synthetic voice and the service is not the sandbox; nothing was sent.
    /// </exception>
    public async Task<long> StreamAsync(SpokenAudio audio, CancellationToken cancellationToken)
    {
        bool isSandbox = reader.Id.StartsWith(ServiceTarget.SandboxSessionPrefix, StringComparison.Ordinal);
        if (!isSandbox && SandboxSound.IsIn(audio.Data.Span, audio.Format))
        {
            throw new RealtimeException(
                FailureStage.Speech,
                "what the caller says is in the sandbox's voice, a tone signal in which no other service hears speech; "
                + "it was not sent.");
        }

        var chunks = new AudioChunks(audio.Data, audio.Format, audio.Chunk);
        var pacer = new AudioPacer(time);
        TimeSpan chunk = audio.Format.DurationOf(audio.Format.BytesIn(audio.Chunk));
        for (int index = 0; index < chunks.Count; index++)
        {
            if (audio.RealTime) await pacer.WaitUntilAsync(index * chunk, cancellationToken);
            reader.ThrowIfFaulted();
            await connection.AppendAudioAsync(chunks[index], cancellationToken);

            // The socket takes hundreds of chunks without a wait, while events of other sessions want this thread to receive them.
            if (!audio.RealTime && index % ChunksAtOnce == ChunksAtOnce - 1) await Task.Yield();
        }

        if (!audio.RealTime) return time.GetTimestamp();
        await pacer.WaitUntilAsync(audio.Format.DurationOf(audio.Data.Length), cancellationToken);
        return pacer.Start + (long)(Silence.EndOfSound(audio.Data.Span, audio.Format).TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Streams silence of the same format until the turn has its response, for at most <paramref name="patience"/>.</summary>
    public async Task StreamSilenceAsync(SpokenAudio audio, TimeSpan patience, CancellationToken cancellationToken)
    {
        byte[] silence = new byte[audio.Format.BytesIn(audio.Chunk)];
        silence.AsSpan().Fill(audio.Format.SilenceByte);
        TimeSpan chunk = audio.Format.DurationOf(silence.Length);
        var pacer = new AudioPacer(time);
        for (TimeSpan sent = TimeSpan.Zero; sent < patience && !reader.Responded.Task.IsCompleted; sent += chunk)
        {
            if (audio.RealTime) await pacer.WaitUntilAsync(sent, cancellationToken);
            await connection.AppendAudioAsync(silence, cancellationToken);
        }
    }
}
