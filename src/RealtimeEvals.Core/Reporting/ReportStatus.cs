namespace RealtimeEvals.Reporting;

/// <summary>The statuses that build servers distinguish. The zero value is never a pass.</summary>
internal enum ReportStatus
{
    /// <summary>There is no verdict.</summary>
    Errored = 0,

    /// <summary>The case passed.</summary>
    Passed,

    /// <summary>The case was judged and did not pass.</summary>
    Failed,

    /// <summary>The case was skipped on purpose.</summary>
    Skipped,
}
