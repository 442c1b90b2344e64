using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>How one response is given.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsAudio">Whether it is spoken; else it is written.</param>
/// <param name="Format">The format of its audio.</param>
/// <param name="InConversation">Whether its items join the conversation.</param>
/// <param name="Metadata">The client's metadata as JSON; null for none.</param>
/// <param name="InputTextTokens">Tokens of text that went in.</param>
/// <param name="InputAudioTokens">Tokens of audio that went in.</param>
/// <param name="CachedTextTokens">Those tokens of text that an earlier response of the session had.</param>
/// <param name="Fault">What goes wrong; null for nothing.</param>
internal sealed record ResponseSettings(
    string Id, bool IsAudio, AudioFormat Format, bool InConversation, string? Metadata, int InputTextTokens, int InputAudioTokens, int CachedTextTokens, SandboxFault? Fault);
