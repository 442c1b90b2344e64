using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Conversations.Plan;

/// <summary>The options that runs of whole conversations share.</summary>
public abstract record ConversationOptions : RunOptions
{
    /// <summary>The limits of a conversation: 60 s without an event, 900 s in all.</summary>
    public static TurnLimits ConversationLimits { get; } = new(TurnLimits.Default.Inactivity, TimeSpan.FromMinutes(15));

    /// <summary>The voice of a caller whose lines are read aloud and for whom no voice is named.</summary>
    public const string WrittenVoice = "marin";

    /// <summary>The share of conversations with an invalid caller, 0 to 1, above which the whole run is inconclusive.</summary>
    /// <remarks>A warning says so.</remarks>
    public double InvalidCallerLimit { get; init; } = 0.2;

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    public required string SpeechCachePath { get; init; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    public SpeechSource SpeechSource { get; init; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    public string SpeechModel { get; init; } = "";

    /// <summary>Whether the product may switch to the realtime source when the speech model is missing.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>Rounds of tool calls after which a turn is over.</summary>
    internal abstract int RoundLimit { get; }

    /// <summary>Returns the speech settings of a caller whose lines are read aloud.</summary>
    /// <param name="voice">The caller's voice.</param>
    public CallerSpeech SpeechOf(string voice) =>
        new(SpeechSource, SpeechModel, voice.Length > 0 ? voice : WrittenVoice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>(base.FindProblems());
        if (InvalidCallerLimit is not (>= 0 and <= 1))
        {
            problems.Add(FormattableString.Invariant(
                $"The limit of invalid callers is {InvalidCallerLimit}; it must be a share from 0 to 1."));
        }

        return problems;
    }
}
