using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>Everything that the generator of walk audio can be told. Paths are absolute: the front doors resolve them.</summary>
public sealed record WalkAudioOptions
{
    /// <summary>The service that makes speech; asked for only when a case has no recording.</summary>
    public required Lazy<ServiceTarget> Target { get; init; }

    /// <summary>The folder of the audio.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The table that is written; in the folder of the audio or above it.</summary>
    public required string TablePath { get; init; }

    /// <summary>The folder of synthesized speech.</summary>
    public required string SpeechCachePath { get; init; }

    /// <summary>The crawl cases; a column audio_path may name recordings.</summary>
    public string SourcePath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <summary>Where the caller's speech comes from.</summary>
    public SpeechSource SpeechSource { get; init; }

    /// <summary>The model that makes the caller's speech; empty for the usual one of the source.</summary>
    public string SpeechModel { get; init; } = "";

    /// <summary>The caller's voice.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>What is done to the audio; see <see cref="AudioCondition.Syntax"/>.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [AudioCondition.Clean];

    /// <summary>Which channel of every recording counts.</summary>
    public RecordingChannel Channel { get; init; }

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Cases at the same time, 1 to 256.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long the speech of one case may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <summary>How long a service is tried again that refuses the connection or asks for patience.</summary>
    public TimeSpan RetryLimit { get; init; } = RetryTerms.UsualLimit;

    /// <summary>Whether files that are there are made anew.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the source is the product's to change when its model is not there.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>How the caller's speech is made.</summary>
    public CallerSpeech CallerSpeech => new(SpeechSource, SpeechModel, Voice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <summary>One sentence for each setting that is out of range or does not fit another.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        if (Conditions.Count == 0) faults.Add("No condition is named.");
        if (ThrottleLimit is < 1 or > 256)
        {
            faults.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limits.Inactivity <= TimeSpan.Zero || Limits.Total <= TimeSpan.Zero)
        {
            faults.Add("A time limit must be above zero and at most a day.");
        }

        if (RetryLimit < TimeSpan.Zero) faults.Add("The retry limit must be between zero and a day.");
        string table = Path.GetFullPath(TablePath, OutputPath);
        string sourceFile = Path.GetFullPath(SourcePath, OutputPath);
        if (string.Equals(table, sourceFile, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"The table '{TablePath}' would overwrite the source.");
        }

        string relative = Path.GetRelativePath(Path.GetDirectoryName(TablePath)!, OutputPath);
        if (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            faults.Add($"The audio folder '{OutputPath}' must be in or below the folder of the table '{TablePath}'.");
        }

        return faults;
    }
}
