namespace RealtimeEvals.Reporting;

/// <summary>What build servers tell apart. The zero value is never a pass.</summary>
internal enum ReportStatus
{
    /// <summary>Nothing was judged.</summary>
    Errored = 0,

    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It was judged and did not pass.</summary>
    Failed,

    /// <summary>It was left out on purpose.</summary>
    Skipped,
}
