namespace RealtimeEvals.Pulse;

/// <summary>One change to a JSON document.</summary>
/// <param name="Path">The keys from the root object to the member; at least one. Missing objects on the way are created.</param>
/// <param name="Json">The new value as JSON text in any layout; null removes the member if it exists.</param>
public sealed record JsonEdit(IReadOnlyList<string> Path, string? Json);
