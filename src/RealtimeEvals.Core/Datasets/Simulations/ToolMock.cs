using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>What a tool gives back instead of doing something.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Arguments that a call must have for this mock to answer, an object; undefined for any.</param>
/// <param name="Output">What it gives, an object; undefined for an error.</param>
/// <param name="Error">The error that it gives; empty for none.</param>
/// <param name="Delay">How long it takes.</param>
/// <param name="Times">How often it answers; null for ever.</param>
/// <param name="State">A JSON merge patch (RFC 7396) of the state; undefined for none.</param>
public sealed record ToolMock(
    string Name,
    JsonElement Arguments,
    JsonElement Output,
    string Error,
    TimeSpan Delay,
    int? Times,
    JsonElement State)
{
    /// <summary>Where it stands below the root of its file.</summary>
    internal string Place { get; init; } = "";
}
