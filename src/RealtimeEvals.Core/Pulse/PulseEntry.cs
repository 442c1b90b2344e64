using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>What is written about one gate to a status file.</summary>
public sealed record PulseEntry
{
    /// <summary>Whether the gate passes. Only a complete, passing run sets it to true.</summary>
    public bool Pass { get; init; }

    /// <summary>The counts under <c>metrics</c>; null for none, and then metrics of an earlier run are reset to no evidence.</summary>
    public RefusalCounts? Counts { get; init; }

    /// <summary>The prefix of the names of the metrics.</summary>
    public required string MetricPrefix { get; init; }

    /// <summary>The path of the trace: an object at the top level and a key in it.</summary>
    public required IReadOnlyList<string> TracePath { get; init; }

    /// <summary>The path of the trace while the verdict was pending, if it was another; otherwise null.</summary>
    public IReadOnlyList<string>? PendingTracePath { get; init; }

    /// <summary>The details of the verdict.</summary>
    public required JsonObject Trace { get; init; }

    /// <summary>The key of the layer under <c>meta</c>.</summary>
    public required string LayerId { get; init; }

    /// <summary>The content of the layer under <c>meta</c>.</summary>
    public required JsonObject Layer { get; init; }
}
