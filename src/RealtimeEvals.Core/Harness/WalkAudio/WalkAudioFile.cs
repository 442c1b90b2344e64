using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>One file of a set: a case under a condition. The file carries a fingerprint of everything that its bytes depend on.</summary>
internal sealed record WalkAudioFile(SingleTurnCase Case, AudioCondition Condition, string Path, string Fingerprint)
{
    /// <summary>The prefix of every fingerprint.</summary>
    private const string Mark = "realtime-evals ";

    public static AudioFormat Format { get; } = new(AudioEncoding.MuLaw, CleanSpeech.SampleRate);

    /// <summary>Whether a file was made by this product.</summary>
    public static bool IsOurs(WavAudio wav) => wav.Comment.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The id of its row: that of the case, followed by the condition unless that is clean.</summary>
    public string Id => IdOf(Case, Condition);

    public static string IdOf(SingleTurnCase item, AudioCondition condition) =>
        condition.Name == AudioCondition.Clean ? item.Id : $"{item.Id}.{condition.Slug}";

    public static string PathOf(WalkAudioOptions options, SingleTurnCase item, AudioCondition condition) =>
        System.IO.Path.Combine(options.OutputPath, $"{IdOf(item, condition)}.wav");

    /// <summary>
    /// Returns the fingerprint of a file: the speech settings, the words or the recording, the condition and the seed; with babble also the
    /// words of all other cases.
    /// </summary>
    /// <param name="speech">The speech settings, for cases without a recording.</param>
    /// <param name="channel">The channel that is taken from a recording.</param>
    /// <param name="item">The case.</param>
    /// <param name="condition">The condition that is applied to the speech.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="all">All cases of the set.</param>
    public static string FingerprintOf(
        string speech, RecordingChannel channel, SingleTurnCase item, AudioCondition condition, int seed, IReadOnlyList<SingleTurnCase> all)
    {
        List<string> facts =
        [
            SourceOf(speech, channel, item),
            condition.Name,
            !condition.IsRandom ? "" : FormattableString.Invariant($"{seed}/{item.Id}"),
            Format.ToString(),
        ];
        if (condition.UsesOtherVoices) facts.AddRange(all.Select(other => SourceOf(speech, channel, other)));
        return $"{Mark}{FileHash.Of(JsonSerializer.SerializeToUtf8Bytes(facts))}";
    }

    /// <summary>Whether the file exists, is complete and has this fingerprint.</summary>
    /// <exception cref="EvalException">
    /// <c>AudioSetMismatch</c>: a complete file exists that was made with other settings or by something else.
    /// </exception>
    public bool IsMade()
    {
        if (!File.Exists(Path)) return false;
        try
        {
            WavAudio wav = WavReader.Read(PlainFile.Read(Path, InputLimits.AudioBytes));
            if (wav.Format == Format && wav.Comment == Fingerprint && wav.Data.Length > 0) return true;
            throw EvalErrors.AudioSetMismatch(Path);
        }
        catch (WavException)
        {
            // Truncated by the end of a process, or damaged: it is made again.
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(Path, exception);
        }
    }

    /// <summary>Returns a seed that depends only on the run's seed, the case and the condition: FNV-1a, 32 bits.</summary>
    public int SeedFrom(int seed)
    {
        uint hash = 2_166_136_261;
        foreach (byte value in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{Case.Id}/{Condition.Name}")))
        {
            hash = unchecked((hash ^ value) * 16_777_619);
        }

        return (int)(hash & int.MaxValue);
    }

    private static string SourceOf(string speech, RecordingChannel channel, SingleTurnCase item)
    {
        if (item.AudioPath.Length == 0) return $"{speech} {item.UserText}";
        return $"recording {FileHash.OfFile(item.AudioPath)}{(channel == RecordingChannel.Alike ? "" : $" {channel}")}";
    }
}
