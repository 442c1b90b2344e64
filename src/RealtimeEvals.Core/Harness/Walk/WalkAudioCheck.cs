using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.WalkAudio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Walk;

/// <summary>Checks every audio file before anything is sent.</summary>
internal static class WalkAudioCheck
{
    /// <summary>Adds a problem for each file that cannot be replayed in <paramref name="format"/>.</summary>
    public static void Find(string dataPath, AudioFormat format, IEnumerable<SingleTurnCase> cases, ICollection<DataProblem> problems)
    {
        foreach (SingleTurnCase item in cases)
        {
            if (Fault(item, format, out _) is not (string found, string expected)) continue;
            problems.Add(new DataProblem(dataPath, item.Row, "audio_path", $"'{Path.GetFileName(item.AudioPath)}' has {found}", expected));
        }
    }

    /// <summary>Returns how long the sound of a validated file is; null when it cannot be read any more.</summary>
    public static TimeSpan? LengthOf(string path)
    {
        try
        {
            return WavReader.Read(PlainFile.Read(path, InputLimits.AudioBytes)).Duration;
        }
        catch (Exception exception) when (exception is WavException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the samples of a validated file. It is checked again because it may have changed since.</summary>
    /// <param name="item">The case with the file.</param>
    /// <param name="format">The format of the run.</param>
    /// <param name="sha256">The hash of the file at the start of the run.</param>
    /// <exception cref="WavException">The file has changed.</exception>
    public static ReadOnlyMemory<byte> Read(SingleTurnCase item, AudioFormat format, string sha256)
    {
        if (Fault(item, format, out byte[] content) is (string found, string expected)) throw new WavException(found, expected);
        return FileHash.Of(content) == sha256
            ? WavReader.Read(content).Data
            : throw new WavException("other content than when the run was begun", "a file that nobody changes meanwhile");
    }

    /// <summary>
    /// Returns the files that contain the sandbox's synthetic voice, detected by their sound or because the record beside the table says
    /// that the sandbox made them.
    /// </summary>
    public static HashSet<string> FindSandboxAudio(string dataPath, IEnumerable<SingleTurnCase> cases)
    {
        bool isOfSandbox = WalkAudioRecord.IsOfSandbox(dataPath);
        IEnumerable<string> paths = cases.Select(item => item.AudioPath).Distinct(StringComparer.Ordinal);
        return paths.Where(IsSandboxAudio).ToHashSet(StringComparer.Ordinal);

        bool IsSandboxAudio(string path)
        {
            try
            {
                WavAudio wav = WavReader.Read(PlainFile.Read(path, InputLimits.AudioBytes));
                return (isOfSandbox && WalkAudioFile.IsOurs(wav)) || SandboxSound.IsIn(wav.Data.Span, wav.Format);
            }
            catch (Exception exception) when (exception is WavException or IOException or UnauthorizedAccessException)
            {
                // The file was valid a moment ago; its case reports the problem.
                return false;
            }
        }
    }

    private static (string Found, string Expected)? Fault(SingleTurnCase item, AudioFormat format, out byte[] content)
    {
        content = [];
        string path = item.AudioPath;
        try
        {
            content = PlainFile.Read(path, InputLimits.AudioBytes);
            WavAudio wav = WavReader.Read(content);
            if (wav.Format != format) return (wav.Format.ToString(), format.ToString());
            if (wav.Data.Length == 0) return ("no audio", "at least one sample");
            if (Silence.EndOfSound(wav.Data.Span, format) == TimeSpan.Zero) return ("nothing but silence", "speech");
            if (item.AudioSha256.Length > 0 && !item.AudioSha256.Equals(FileHash.Of(wav.Data.Span), StringComparison.OrdinalIgnoreCase))
            {
                return ("other samples than the table says", "the audio with the table's audio_sha256");
            }

            return wav.Duration > Recording.Longest
                ? (FormattableString.Invariant($"{wav.Duration.TotalMinutes:0.0} minutes"), "a turn of at most 10 minutes")
                : null;
        }
        catch (FileTooLargeException)
        {
            return ("more than 64 MiB", "a turn of at most 10 minutes");
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
