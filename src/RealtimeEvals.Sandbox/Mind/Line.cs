namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A line to speak.</summary>
/// <param name="Says">The words.</param>
internal sealed record Line(string Says);
