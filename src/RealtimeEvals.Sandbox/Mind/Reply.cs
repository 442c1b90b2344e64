namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What the sandbox says and calls.</summary>
/// <param name="Says">The words to say; empty for none.</param>
/// <param name="Calls">The functions to call, with the arguments as JSON.</param>
internal sealed record Reply(string Says, IReadOnlyList<(string Name, string Arguments)> Calls)
{
    public static Reply Nothing { get; } = new("", []);
}
