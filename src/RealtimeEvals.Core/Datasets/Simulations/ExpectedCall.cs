using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>A call that the agent must make.</summary>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">The expected arguments, an object; the call may have more.</param>
public sealed record ExpectedCall(string Name, JsonElement Arguments)
{
    /// <summary>The position in the file, as a JSON path below the root.</summary>
    internal string Place { get; init; } = "";
}
