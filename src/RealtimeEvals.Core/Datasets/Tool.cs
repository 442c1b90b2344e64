using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>One function of a tools file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The JSON schema of its arguments, an object; undefined when it has none.</param>
public sealed record Tool(string Name, JsonElement Parameters)
{
    /// <summary>The schema as it is read.</summary>
    internal ArgumentSchema Schema => new(Parameters, Parameters);

    /// <summary>
    /// Whether the tool takes <paramref name="parameter"/>: one of those that its schema lists, or any where it lists none or takes further
    /// ones.
    /// </summary>
    public bool HasParameter(string parameter) => Schema.Takes(parameter);
}
