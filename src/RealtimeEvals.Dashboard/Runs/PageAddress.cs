namespace RealtimeEvals.Dashboard.Runs;

/// <summary>The addresses of pages.</summary>
public static class PageAddress
{
    /// <summary>The page with the list of runs.</summary>
    public const string Results = "/results";

    /// <summary>Returns the address of a run's page.</summary>
    /// <param name="entry">The run.</param>
    public static string Of(RunEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return OfId(entry.Id);
    }

    /// <summary>Returns the address of a run's page by the id of the run.</summary>
    public static string OfId(string id) => $"{Results}/{Uri.EscapeDataString(id)}";

    /// <summary>Returns the address of a tab of a run's page.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="tab">The tab.</param>
    /// <param name="caseId">The case that is shown; empty for the first one.</param>
    public static string Of(RunEntry entry, string tab, string caseId = "") =>
        $"{Of(entry)}/{tab}{(caseId.Length == 0 ? "" : $"?case={Uri.EscapeDataString(caseId)}")}";
}
