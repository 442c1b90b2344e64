using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>What is written about one gate.</summary>
public sealed record PulseEntry
{
    /// <summary>Whether the gate lets through. Only a complete good run makes it true.</summary>
    public bool Pass { get; init; }

    /// <summary>
    /// The figures under <c>metrics</c>, with their prefix; null for none, and those of an earlier run then say so where they are there.
    /// </summary>
    public RefusalCounts? Counts { get; init; }

    /// <summary>How the names of the figures begin.</summary>
    public required string MetricPrefix { get; init; }

    /// <summary>Where the trace stands: an object of the top level and a key in it.</summary>
    public required IReadOnlyList<string> TracePath { get; init; }

    /// <summary>Where the trace stood while the verdict was pending, if that is another place; null else.</summary>
    public IReadOnlyList<string>? PendingTracePath { get; init; }

    /// <summary>What the verdict was taken from.</summary>
    public required JsonObject Trace { get; init; }

    /// <summary>The key under <c>meta</c>.</summary>
    public required string LayerId { get; init; }

    /// <summary>What the layer under <c>meta</c> says.</summary>
    public required JsonObject Layer { get; init; }
}
