using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>A mock that answers calls of a tool.</summary>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">Arguments that a call must have for this mock to answer, an object; undefined for any.</param>
/// <param name="Output">The output, an object; undefined when the mock returns an error.</param>
/// <param name="Error">The error that the mock returns; empty when there is none.</param>
/// <param name="Delay">The time before it answers.</param>
/// <param name="Times">How often it answers; null for no limit.</param>
/// <param name="State">A JSON merge patch (RFC 7396) that is applied to the state; undefined when there is none.</param>
public sealed record ToolMock(
    string Name,
    JsonElement Arguments,
    JsonElement Output,
    string Error,
    TimeSpan Delay,
    int? Times,
    JsonElement State)
{
    /// <summary>The position in the file, as a JSON path below the root.</summary>
    internal string Place { get; init; } = "";
}
