namespace RealtimeEvals.Pulse;

/// <summary>One change of a JSON document.</summary>
/// <param name="Path">The keys that lead from the root object to the place; at least one. Objects on the way are made as needed.</param>
/// <param name="Json">The new value as JSON text, laid out in any way; null takes the member away, where it is there.</param>
public sealed record JsonEdit(IReadOnlyList<string> Path, string? Json);
