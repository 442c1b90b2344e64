using RealtimeEvals.Model;

namespace RealtimeEvals.Audio;

/// <summary>Plays audio on this machine.</summary>
public interface IAudioPlayer
{
    /// <summary>Plays audio to its end.</summary>
    /// <param name="audio">Mono PCM16 audio.</param>
    /// <param name="cancellationToken">Stops playing.</param>
    /// <exception cref="EvalException">
    /// <c>NoAudioDevice</c>: there is nothing to play with, or it failed. <c>AudioNotWritten</c>: the temporary file for the player could
    /// not be written.
    /// </exception>
    Task PlayAsync(WavAudio audio, CancellationToken cancellationToken);
}
