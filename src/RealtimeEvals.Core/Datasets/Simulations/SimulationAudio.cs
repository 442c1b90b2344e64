using RealtimeEvals.Audio;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The audio formats of a conversation on the wire.</summary>
/// <param name="Input">The format of the audio sent to the agent.</param>
/// <param name="Output">The format of the speech of the agent and of the caller's model.</param>
/// <param name="ChunkMilliseconds">The length of one audio chunk.</param>
/// <param name="RealTime">Whether the caller's audio is streamed in real time.</param>
public sealed record SimulationAudio(AudioFormat Input, AudioFormat Output, int ChunkMilliseconds, bool RealTime);
