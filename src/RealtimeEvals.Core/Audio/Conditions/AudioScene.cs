namespace RealtimeEvals.Audio.Conditions;

/// <summary>What surrounds a stretch of speech.</summary>
/// <param name="SampleRate">Samples a second, in Hz.</param>
/// <param name="Random">The source of everything random, from a recorded seed.</param>
/// <param name="OtherVoices">Speech of other callers at the same rate, for babble.</param>
public sealed record AudioScene(int SampleRate, Random Random, IReadOnlyList<short[]> OtherVoices);
