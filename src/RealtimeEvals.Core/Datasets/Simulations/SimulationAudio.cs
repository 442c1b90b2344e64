using RealtimeEvals.Audio;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The sound of a conversation on the wire.</summary>
/// <param name="Input">What the agent hears.</param>
/// <param name="Output">What the agent and the caller's model speak.</param>
/// <param name="ChunkMilliseconds">The length of one audio chunk.</param>
/// <param name="RealTime">Whether the caller is streamed at the speed of speech.</param>
public sealed record SimulationAudio(AudioFormat Input, AudioFormat Output, int ChunkMilliseconds, bool RealTime);
