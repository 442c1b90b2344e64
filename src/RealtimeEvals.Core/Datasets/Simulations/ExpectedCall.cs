using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>A call that the agent must make.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Arguments that it must have, an object; it may have more.</param>
public sealed record ExpectedCall(string Name, JsonElement Arguments)
{
    /// <summary>Where it stands below the root of its file.</summary>
    internal string Place { get; init; } = "";
}
