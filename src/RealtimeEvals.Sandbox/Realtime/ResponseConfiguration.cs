using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>How one response is given.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Asked">What was asked for.</param>
/// <param name="InputTextTokens">Tokens of text that went in.</param>
/// <param name="InputAudioTokens">Tokens of audio that went in.</param>
/// <param name="CachedTextTokens">Those tokens of text that an earlier response of the session had.</param>
/// <param name="Fault">What goes wrong; null for nothing.</param>
internal sealed record ResponseConfiguration(
    string Id,
    RequestedResponse Asked,
    int InputTextTokens,
    int InputAudioTokens,
    int CachedTextTokens,
    SandboxFault? Fault);
