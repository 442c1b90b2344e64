namespace RealtimeEvals.Playing;

/// <summary>The audio of one turn.</summary>
/// <param name="CallerPath">The absolute path of the caller's audio; empty when there is none.</param>
/// <param name="AgentPath">The absolute path of the agent's audio; empty when there is none.</param>
/// <param name="EndOfSpeechToFirstAudioMs">
/// From the last audible sample of the caller to the first audio of the agent, in milliseconds; null when it is not known.
/// </param>
public sealed record PlayedTurn(string CallerPath, string AgentPath, double? EndOfSpeechToFirstAudioMs);
