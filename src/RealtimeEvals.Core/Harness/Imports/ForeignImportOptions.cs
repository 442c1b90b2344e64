namespace RealtimeEvals.Harness.Imports;

/// <summary>Where results of other programs go.</summary>
public sealed record ForeignImportOptions
{
    /// <summary>The folder of all runs, in which results of another program get a folder of their own.</summary>
    public required string ResultsPath { get; init; }

    /// <summary>The name of the run that results of another program become, and of its folder.</summary>
    /// <value>the name in the results, else that of their folder or file</value>
    public string RunName { get; init; } = "";

    /// <summary>Replaces a run of that name that came from other results.</summary>
    public bool Force { get; init; }
}
