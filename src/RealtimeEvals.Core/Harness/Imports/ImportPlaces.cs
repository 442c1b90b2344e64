namespace RealtimeEvals.Harness.Imports;

/// <summary>What can be imported from a path.</summary>
/// <param name="Runs">Folders of runs.</param>
/// <param name="Results">Folders, tables and logs of other programs.</param>
public sealed record ImportPlaces(IReadOnlyList<string> Runs, IReadOnlyList<string> Results);
