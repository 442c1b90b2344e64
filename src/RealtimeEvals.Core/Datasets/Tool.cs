namespace RealtimeEvals.Datasets;

/// <summary>One function of a tools file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The names of its parameters; null when its schema does not list them.</param>
/// <param name="Normalizers">By parameter, the named normalizer that its values are compared through.</param>
public sealed record Tool(string Name, IReadOnlySet<string>? Parameters, IReadOnlyDictionary<string, string> Normalizers)
{
    /// <summary>Whether the tool takes <paramref name="parameter"/>; true when its schema lists none.</summary>
    public bool HasParameter(string parameter) => Parameters is null || Parameters.Contains(parameter);
}
