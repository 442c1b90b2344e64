using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>One function of a tools file.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Parameters">The JSON schema of the arguments, an object; undefined when there is none.</param>
public sealed record Tool(string Name, JsonElement Parameters)
{
    internal ArgumentSchema Schema => new(Parameters, Parameters);

    /// <summary>Whether <paramref name="parameter"/> is accepted: the schema lists it, lists none, or allows additional ones.</summary>
    public bool HasParameter(string parameter) => Schema.Takes(parameter);
}
