namespace RealtimeEvals.Sandbox.Mind;

/// <summary>Something to say.</summary>
/// <param name="Says">The words.</param>
internal sealed record Line(string Says);
