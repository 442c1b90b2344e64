using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>A report about runs and gates, in any format. Anything missing is shown as not passed.</summary>
/// <param name="time">The clock for the time of the report and the age of evidence.</param>
public sealed class EvalReport(TimeProvider time)
{
    /// <summary>The runs to report.</summary>
    public IReadOnlyList<RunEvidence> Runs { get; init; } = [];

    /// <summary>The results of gates. Their evidence must still be fresh when the report is written.</summary>
    public IReadOnlyList<GateReport> Gates { get; init; } = [];

    /// <summary>A maximum age for the evidence of gates, used when it is lower than the gate's own; null for none.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>The folder to which paths inside it are relative; others are relative to their git work tree, or absolute.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Writes the format Html; null when that is not asked for.</summary>
    public ReportWriter? Page { get; init; }

    /// <summary>Returns the report. Lines end with a line feed, including the last.</summary>
    /// <param name="format">The format of the report.</param>
    public string Write(ReportFormat format)
    {
        // A report about nothing must not be green.
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
            ReportFormat.Html => Page?.Write(content) ?? throw new InvalidOperationException("Nothing writes the page."),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
    }
}
