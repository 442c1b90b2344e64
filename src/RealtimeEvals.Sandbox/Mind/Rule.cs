namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What to do on hearing something.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Hears">A regular expression, found anywhere in what was heard, without regard to case.</param>
/// <param name="Says">What to say; may hold <c>{group}</c>.</param>
/// <param name="Calls">What to call; null for nothing.</param>
internal sealed record Rule(string Name, string Hears, string Says, IReadOnlyList<CallTemplate>? Calls = null);
