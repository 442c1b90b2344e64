using RealtimeEvals.Audio;

namespace RealtimeEvals.Playing;

/// <summary>A turn whose audio has been read.</summary>
/// <param name="Caller">The caller's audio; null when there is none.</param>
/// <param name="Agent">The agent's audio; null when there is none.</param>
/// <param name="EndOfSpeechToFirstAudioMs">
/// From the last audible sample of the caller to the first audio of the agent, in milliseconds; null when it is not known.
/// </param>
internal sealed record ReadTurn(WavAudio? Caller, WavAudio? Agent, double? EndOfSpeechToFirstAudioMs)
{
    /// <summary>Reads the audio of a turn.</summary>
    public static ReadTurn Of(PlayedTurn turn) =>
        new(PlayedFile.Read(turn.CallerPath), PlayedFile.Read(turn.AgentPath), turn.EndOfSpeechToFirstAudioMs);

    /// <summary>What there is, the caller first.</summary>
    public IEnumerable<WavAudio> Sides => new[] { Caller, Agent }.OfType<WavAudio>();

    /// <summary>When the agent begins in a mix of both sides, from the start of the turn.</summary>
    public TimeSpan AgentStart => Caller is null
        ? TimeSpan.Zero
        : EndOfSpeechToFirstAudioMs is double wait && double.IsFinite(wait)
            ? Silence.EndOfSound(Caller.Data.Span, Caller.Format) + TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWaitMs))
            : Caller.Duration;

    /// <summary>No turn waits longer for the agent; a figure above it is wrong and would only make silence.</summary>
    private const double LongestWaitMs = 60_000;
}
