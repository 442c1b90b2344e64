using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>What the caller says in one turn, and how it is streamed.</summary>
/// <param name="Data">Audio in the session's input format.</param>
/// <param name="Format">That format.</param>
/// <param name="Chunk">The length of one append.</param>
/// <param name="RealTime">
/// True to append at the speed of speech, on absolute deadlines; false to append as fast as the socket takes it.
/// </param>
internal sealed record SpokenAudio(ReadOnlyMemory<byte> Data, AudioFormat Format, TimeSpan Chunk, bool RealTime);
