namespace RealtimeEvals.Datasets.Simulations;

/// <summary>How a conversation begins and when it must end.</summary>
/// <param name="FirstLine">The caller's first words, said as they are written.</param>
/// <param name="Script">All of the caller's lines where every one is written; else empty.</param>
/// <param name="Minimum">Turns before which the caller may not end the call.</param>
/// <param name="Maximum">Turns after which the conversation is over.</param>
public sealed record SimulationTurns(string FirstLine, IReadOnlyList<string> Script, int Minimum, int Maximum)
{
    /// <summary>Whether every line of the caller is written.</summary>
    public bool IsScripted => Script.Count > 0;
}
