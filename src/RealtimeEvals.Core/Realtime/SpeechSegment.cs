namespace RealtimeEvals.Realtime;

/// <summary>A stretch of speech as the service's turn detection saw it.</summary>
/// <param name="StartMs">Where it began on the clock of the audio that was sent, in milliseconds; includes the service's padding.</param>
/// <param name="StartedAt">Time stamp at which the service said so.</param>
/// <param name="EndMs">Where it ended on that clock, the silence that ended it included; null while it has not.</param>
/// <param name="StoppedAt">Time stamp at which the service said so; null while it has not.</param>
public sealed record SpeechSegment(int StartMs, long StartedAt, int? EndMs, long? StoppedAt);
