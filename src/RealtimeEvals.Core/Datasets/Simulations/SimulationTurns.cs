namespace RealtimeEvals.Datasets.Simulations;

/// <summary>How a conversation begins and when it must end.</summary>
/// <param name="FirstLine">The caller's first line, spoken as written.</param>
/// <param name="Script">All lines of the caller when they are scripted; otherwise empty.</param>
/// <param name="Minimum">Number of turns before which the caller must not end the call.</param>
/// <param name="Maximum">Maximum number of turns.</param>
public sealed record SimulationTurns(string FirstLine, IReadOnlyList<string> Script, int Minimum, int Maximum)
{
    /// <summary>Whether every line of the caller is scripted.</summary>
    public bool IsScripted => Script.Count > 0;
}
