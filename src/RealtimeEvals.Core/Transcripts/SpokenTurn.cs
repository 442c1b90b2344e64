using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>What one side said at a time.</summary>
/// <param name="Speaker">Who spoke.</param>
/// <param name="Text">The words; line breaks in them do not end the turn.</param>
/// <param name="LatencyFirstAudioMs">The time to the agent's first audio in milliseconds; null when it is not known.</param>
public sealed record SpokenTurn(Speaker Speaker, string Text, double? LatencyFirstAudioMs = null);
