namespace RealtimeEvals.Realtime;

/// <summary>A segment of speech as the service's turn detection reported it.</summary>
/// <param name="StartMs">The start in milliseconds on the clock of the sent audio, including the service's padding.</param>
/// <param name="StartedAt">The time stamp of the event that reported the start.</param>
/// <param name="EndMs">The end on that clock, including the silence that ended it; null before that.</param>
/// <param name="StoppedAt">The time stamp of the event that reported the end; null before that.</param>
public sealed record SpeechSegment(int StartMs, long StartedAt, int? EndMs, long? StoppedAt);
