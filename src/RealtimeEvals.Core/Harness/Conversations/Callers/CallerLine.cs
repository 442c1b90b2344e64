using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>What the caller said in one turn.</summary>
/// <param name="Text">The words.</param>
/// <param name="Audio">The sound.</param>
/// <param name="Format">The format of the sound.</param>
/// <param name="Usage">The tokens that it took.</param>
internal sealed record CallerLine(string Text, ReadOnlyMemory<byte> Audio, AudioFormat Format, TokenUsage Usage);
