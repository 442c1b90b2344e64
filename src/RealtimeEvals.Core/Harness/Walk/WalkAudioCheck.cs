using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Walk;

/// <summary>Looks into every audio file before anything is sent.</summary>
internal static class WalkAudioCheck
{
    private const long MaximumFileBytes = 64L * 1024 * 1024;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(10);

    /// <summary>Adds a problem for each file that cannot be replayed in <paramref name="format"/>.</summary>
    public static void Find(string dataPath, AudioFormat format, IEnumerable<TurnCase> cases, ICollection<DataProblem> problems)
    {
        foreach (TurnCase item in cases)
        {
            if (Fault(item.AudioPath, format) is not (string found, string expected)) continue;
            problems.Add(new DataProblem(dataPath, item.Row, "audio_path", $"'{Path.GetFileName(item.AudioPath)}' has {found}", expected));
        }
    }

    /// <summary>The samples of a file that was found right.</summary>
    public static ReadOnlyMemory<byte> Read(string path) => WavReader.Read(File.ReadAllBytes(path)).Data;

    private static (string Found, string Expected)? Fault(string path, AudioFormat format)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumFileBytes) return ("more than 64 MiB", "a turn of at most 10 minutes");
            WavAudio wav = WavReader.Read(File.ReadAllBytes(path));
            if (wav.Format != format) return (wav.Format.ToString(), format.ToString());
            if (wav.Data.Length == 0) return ("no audio", "at least one sample");
            return wav.Duration > LongestTurn ? (FormattableString.Invariant($"{wav.Duration.TotalMinutes:0.0} minutes"), "a turn of at most 10 minutes") : null;
        }
        catch (WavException exception)
        {
            return (exception.Found, exception.Expected);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ($"content that cannot be read ({exception.Message})", "a file that may be read");
        }
    }
}
