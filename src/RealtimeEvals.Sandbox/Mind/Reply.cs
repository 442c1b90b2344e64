namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What the sandbox decided to do.</summary>
/// <param name="Says">What to say; empty for nothing.</param>
/// <param name="Calls">What to call: names with the arguments as JSON.</param>
internal sealed record Reply(string Says, IReadOnlyList<(string Name, string Arguments)> Calls)
{
    public static Reply Nothing { get; } = new("", []);
}
