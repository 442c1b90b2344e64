using RealtimeEvals.Files;

namespace RealtimeEvals.Audio;

/// <summary>How loud a recording is.</summary>
public static class SoundLevel
{
    /// <summary>
    /// Returns the root mean square of a WAV file in dB below full scale, where 0 dB is a square wave that fills the range; null for
    /// silence, and when it cannot be read.
    /// </summary>
    /// <param name="path">The absolute path of the file.</param>
    public static double? OfFile(string path)
    {
        try
        {
            WavAudio sound = WavReader.Read(PlainFile.Read(path, InputLimits.AudioBytes));
            return Of(PcmSamples.Decode(sound.Data.Span, sound.Format.Encoding));
        }
        catch (Exception exception) when (exception is WavException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Returns the level of samples: 20 log10 of their root mean square over full scale; null for silence.</summary>
    /// <param name="samples">Linear samples of 16 bits.</param>
    public static double? Of(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (short sample in samples) sum += (double)sample * sample;
        return sum > 0 ? Math.Round(20 * Math.Log10(Math.Sqrt(sum / samples.Length) / -short.MinValue), 1) : null;
    }
}
