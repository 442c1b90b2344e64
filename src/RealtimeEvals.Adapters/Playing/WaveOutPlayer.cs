using System.Runtime.Versioning;
using NAudio;
using NAudio.Wave;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters.Playing;

/// <summary>Plays on the usual audio device of Windows.</summary>
/// <param name="time">The clock.</param>
[SupportedOSPlatform("windows")]
internal sealed class WaveOutPlayer(TimeProvider time) : IAudioPlayer
{
    public async Task PlayAsync(WavAudio audio, CancellationToken cancellationToken)
    {
        if (WaveOut.DeviceCount == 0) throw EvalErrors.NoAudioDevice("Windows has no device for the output of audio");
        TimeSpan limit = PlaySpan.LimitOf(audio);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            // Disposing stops it.
            using var device = new WaveOut();
            device.PlaybackStopped += (_, stop) =>
            {
                if (stop.Exception is null) ended.TrySetResult();
                else ended.TrySetException(stop.Exception);
            };
            using var samples = new MemoryStream(audio.Data.ToArray(), writable: false);
            using var wave = new RawSourceWaveStream(samples, new WaveFormat(audio.Format.SampleRate, 16, 1));
            device.Init(wave);
            device.Play();
            await ended.Task.WaitAsync(limit, time, cancellationToken);
        }
        catch (MmException exception)
        {
            throw EvalErrors.NoAudioDevice($"the audio device failed ({exception.Message.TrimEnd('.')})");
        }
        catch (TimeoutException)
        {
            throw EvalErrors.NoAudioDevice(PlaySpan.Exceeded(limit));
        }
    }
}
