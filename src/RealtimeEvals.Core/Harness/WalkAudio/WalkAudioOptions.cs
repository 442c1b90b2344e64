using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>The options of the walk audio generator. Paths are absolute: the front ends resolve them.</summary>
public sealed record WalkAudioOptions
{
    /// <summary>The service that makes speech; asked for only when a case has no recording.</summary>
    public required Lazy<ServiceTarget> Target { get; init; }

    /// <summary>The folder of the audio.</summary>
    /// <remarks>It is made when it is not there.</remarks>
    public required string OutputPath { get; init; }

    /// <summary>The table that is written.</summary>
    /// <remarks>The folder of the audio must be in or below the folder of the table.</remarks>
    /// <value>the name of the source, in the folder of the audio</value>
    public required string TablePath { get; init; }

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    public required string SpeechCachePath { get; init; }

    /// <summary>The crawl cases; a column audio_path may name recordings.</summary>
    /// <value>the shipped data/crawl/customer_calls.csv</value>
    public string SourcePath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <inheritdoc cref="CallerSpeech.Source" />
    public SpeechSource SpeechSource { get; init; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    public string SpeechModel { get; init; } = "";

    /// <summary>The caller's voice.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>What is done to the audio, once or more; each condition makes a file of each case.</summary>
    /// <remarks>
    /// <para>
    /// A condition is one or more effects joined by +, applied from left to right: telephone, noise:SNR[:white|pink], babble:SNR,
    /// loss:PERCENT[:BURST], echo:MS[:GAIN], gain:DB, clip:DB and silence:LEAD_MS[:TRAIL_MS].
    /// </para>
    /// <para>
    /// clean does nothing. telephone is the band of 300 to 3400 Hz. noise and babble (other callers of the same source) are added at a
    /// signal-to-noise ratio in dB, -20 to 60. loss takes away packets of 20 ms, by their share in percent and the mean length of a burst
    /// in packets. echo is the voice once more, 1 to 2000 ms later, at a gain of 0 to 1 (0.35). gain is in dB, -60 to 40. clip cuts peaks 0
    /// to 40 dB below the loudest sample. silence is added before and after, 0 to 60000 ms.
    /// </para>
    /// <para>realistic stands for echo:90:0.15+telephone+babble:22+noise:28:pink+loss:2:2 and may be joined with others.</para>
    /// </remarks>
    public IReadOnlyList<string> Conditions { get; init; } = [AudioCondition.Clean];

    /// <summary>Which channel of every recording counts; without it the channels must be alike.</summary>
    /// <remarks>
    /// Left, Right, or Mix for the average of all. With Alike a recording whose channels differ, such as one of two parties, is refused.
    /// </remarks>
    public RecordingChannel Channel { get; init; }

    /// <inheritdoc cref="RunOptions.Seed" />
    public int Seed { get; init; } = 1;

    /// <inheritdoc cref="RunOptions.ThrottleLimit" />
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long the speech of one case may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <inheritdoc cref="RunOptions.RetryLimit" />
    public TimeSpan RetryLimit { get; init; } = RetryTerms.DefaultLimit;

    /// <summary>
    /// Makes all files of the set anew, also those that are there, with whatever settings and by whomever they were made.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>Whether the product may switch to the realtime source when the speech model is missing.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>The speech settings of the caller.</summary>
    public CallerSpeech CallerSpeech => new(SpeechSource, SpeechModel, Voice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <summary>Returns one sentence for each setting that is out of range or conflicts with another one.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (Conditions.Count == 0) problems.Add("No condition is named.");
        if (ThrottleLimit is < 1 or > 256)
        {
            problems.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limits.Inactivity <= TimeSpan.Zero || Limits.Total <= TimeSpan.Zero)
        {
            problems.Add("A time limit must be above zero and at most a day.");
        }

        if (RetryLimit < TimeSpan.Zero) problems.Add("The retry limit must be between zero and a day.");
        string table = Path.GetFullPath(TablePath, OutputPath);
        string sourceFile = Path.GetFullPath(SourcePath, OutputPath);
        if (string.Equals(table, sourceFile, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"The table '{TablePath}' would overwrite the source.");
        }

        string relative = Path.GetRelativePath(Path.GetDirectoryName(TablePath)!, OutputPath);
        if (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            problems.Add($"The audio folder '{OutputPath}' must be in or below the folder of the table '{TablePath}'.");
        }

        return problems;
    }
}
