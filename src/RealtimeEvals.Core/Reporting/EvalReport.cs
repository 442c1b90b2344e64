using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Reporting.Pages;

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

    /// <summary>The templates of the HTML report; null when none is asked for.</summary>
    public IPageTemplates? Templates { get; init; }

    /// <summary>Draws the plots of the HTML report; null for a report without them.</summary>
    public IPlotPainter? Painter { get; init; }

    /// <summary>Whether the HTML report holds the sound itself; otherwise it links to the files of the run.</summary>
    public bool EmbedAudio { get; init; }

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
            ReportFormat.Html => new HtmlWriter(
                Templates ?? throw new InvalidOperationException("There are no templates."), Painter, new PageSettings(EmbedAudio))
                .Write(content),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
    }
}
