using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Playing;

/// <summary>Reads the audio files of cases, and writes a mix of them.</summary>
internal static class PlayedFile
{
    /// <summary>Reads a WAV file; null when the path is empty, the file is not there or holds no sample.</summary>
    /// <exception cref="EvalException"><c>AudioUnreadable</c>: it is corrupt, truncated, too large or cannot be read.</exception>
    public static WavAudio? Read(string path)
    {
        if (path.Length == 0 || !File.Exists(path)) return null;
        try
        {
            WavAudio audio = WavReader.Read(PlainFile.Read(path, InputLimits.AudioBytes));
            return audio.Data.Length > 0 ? audio : null;
        }
        catch (Exception exception) when (exception is WavException or IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.AudioUnreadable(path, exception);
        }
    }

    /// <summary>Writes a WAV file, replacing an existing one. Missing folders are created.</summary>
    /// <exception cref="EvalException"><c>AudioNotWritten</c>.</exception>
    public static void Write(string path, WavAudio audio)
    {
        try
        {
            AtomicFile.Write(path, WavWriter.ToBytes(audio.Format, audio.Data.Span));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw EvalErrors.AudioNotWritten(path, exception);
        }
    }

    /// <summary>Whether a path lies in the folder of a run, whose audio is evidence.</summary>
    public static bool IsOfRun(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (RunStores.IsRun(folder)) return true;
        }

        return false;
    }
}
