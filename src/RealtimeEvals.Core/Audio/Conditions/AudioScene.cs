namespace RealtimeEvals.Audio.Conditions;

/// <summary>What effects need besides the speech itself.</summary>
/// <param name="SampleRate">The sample rate in Hz.</param>
/// <param name="Random">The random source, created from a recorded seed.</param>
/// <param name="OtherVoices">Speech of other callers at the same rate, for babble.</param>
public sealed record AudioScene(int SampleRate, Random Random, IReadOnlyList<short[]> OtherVoices);
