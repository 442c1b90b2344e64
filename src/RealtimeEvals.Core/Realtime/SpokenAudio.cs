using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>The caller's audio of one turn, and how it is streamed.</summary>
/// <param name="Data">The audio in the session's input format.</param>
/// <param name="Format">That format.</param>
/// <param name="Chunk">The length of the audio in one append event.</param>
/// <param name="RealTime">
/// True to append in real time, on absolute deadlines; false to append as fast as the socket accepts it.
/// </param>
internal sealed record SpokenAudio(ReadOnlyMemory<byte> Data, AudioFormat Format, TimeSpan Chunk, bool RealTime);
