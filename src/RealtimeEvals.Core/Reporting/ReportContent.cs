namespace RealtimeEvals.Reporting;

/// <summary>The content of a report in any format.</summary>
/// <param name="Runs">The runs with their cases.</param>
/// <param name="Gates">The gates with their rules and findings.</param>
/// <param name="WrittenAt">When the report is written.</param>
/// <param name="Paths">Makes paths relative.</param>
internal sealed record ReportContent(
    IReadOnlyList<ReportRun> Runs,
    IReadOnlyList<ReportGate> Gates,
    DateTimeOffset WrittenAt,
    ReportPath Paths);
