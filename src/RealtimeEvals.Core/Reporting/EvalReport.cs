using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>A report about runs and gates, in any format. Whatever is missing is shown as something that did not pass.</summary>
/// <param name="time">The clock.</param>
public sealed class EvalReport(TimeProvider time)
{
    /// <summary>The runs.</summary>
    public IReadOnlyList<RunEvidence> Runs { get; init; } = [];

    /// <summary>What gates said. Their evidence must still be fresh when the report is written.</summary>
    public IReadOnlyList<GateReport> Gates { get; init; } = [];

    /// <summary>How old the evidence of gates may be, where that is less than what they were made with; zero for the latter.</summary>
    public TimeSpan MaximumAge { get; init; }

    /// <summary>
    /// The folder that paths are told from, where they are in it; others are told from the root of their own git work tree, else in full.
    /// </summary>
    public string BasePath { get; init; } = "";

    /// <summary>Writes the report. Lines end with a line feed, the last one too.</summary>
    /// <param name="format">The format.</param>
    public string Write(ReportFormat format)
    {
        // A report about nothing would be a green one.
        IEnumerable<RunEvidence> runs = Runs.Count + Gates.Count == 0 ? EvidenceReader.Read([]) : Runs;
        DateTimeOffset now = time.GetUtcNow();
        var content = new ReportContent(
            [.. runs.Select(run => new ReportRun(run))],
            [.. Gates.Select(gate => new ReportGate(EvidenceAge.Again(gate, MaximumAge, now)))],
            now,
            new ReportPath(BasePath));
        return format switch
        {
            ReportFormat.JUnit => JUnitWriter.Write(content),
            ReportFormat.Sarif => SarifWriter.Write(content),
            ReportFormat.GitHubAnnotation => AnnotationWriter.Write(content),
            ReportFormat.StepSummary => StepSummaryWriter.Write(content),
            ReportFormat.Markdown => MarkdownWriter.Write(content),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
    }
}
