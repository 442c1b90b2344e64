namespace RealtimeEvals.Reporting;

/// <summary>What every format is made of.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Gates">What gates said.</param>
/// <param name="WrittenAt">When the report is written.</param>
/// <param name="Paths">Tells paths.</param>
internal sealed record ReportContent(
    IReadOnlyList<ReportRun> Runs,
    IReadOnlyList<ReportGate> Gates,
    DateTimeOffset WrittenAt,
    ReportPath Paths);
