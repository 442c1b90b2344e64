namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>A requested run.</summary>
/// <param name="DataPath">The data file.</param>
/// <param name="RunName">The name of the run; empty to name it by the time.</param>
/// <param name="AreResults">Whether the cases were given by results from the pipeline.</param>
/// <param name="CaseIds">The selected cases; empty for all.</param>
internal sealed record AskedRun(string DataPath, string RunName, bool AreResults, List<string> CaseIds);
