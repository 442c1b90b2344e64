using System.Text.Json;

namespace RealtimeEvals.Benchmarks.Wire;

/// <summary>What one client takes for an event on the steady path, over a real socket to another process.</summary>
/// <param name="AppendBytes">Bytes allocated for an append of 20 ms.</param>
/// <param name="DeltaBytes">Bytes allocated for an audio delta of 100 ms.</param>
/// <param name="AppendMicroseconds">Processor time of the client for an append.</param>
/// <param name="DeltaMicroseconds">Processor time of the client for a delta.</param>
internal sealed record WireFigures(double AppendBytes, double DeltaBytes, double AppendMicroseconds, double DeltaMicroseconds)
{
    /// <summary>Returns the figures as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static WireFigures Parse(string json) => JsonSerializer.Deserialize<WireFigures>(json)!;
}
