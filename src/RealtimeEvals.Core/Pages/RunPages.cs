using System.Text;
using RealtimeEvals.Gates;
using RealtimeEvals.Plots;
using RealtimeEvals.Reporting;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Pages;

/// <summary>Writes the pictures and the report of a run that has ended. Whatever goes wrong is told, and leaves the run as it is.</summary>
/// <param name="templates">The templates of the report.</param>
/// <param name="painter">Draws the pictures.</param>
/// <param name="time">The clock.</param>
public sealed class RunPages(Func<IPageTemplates> templates, Func<IPlotPainter> painter, TimeProvider time) : IRunPages
{
    /// <inheritdoc />
    public IReadOnlyList<string> Write(RunFolder folder, bool hasPlots, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RunEvidence? evidence = null;
        string? unread = ProblemOf(
            "The evidence of the run could not be read for its report", () => evidence = StoredRunEvidence.Read(folder.Path));
        if (evidence is null) return [unread!];

        // Neither needs the other, and short runs wait for little else.
        string? undrawn = null;
        string? unwritten = null;
        Parallel.Invoke(
            () => undrawn = hasPlots ? ProblemOf("The plots could not be drawn", () => Draw(folder, evidence, cancellationToken)) : null,
            () => unwritten = ProblemOf("The report could not be written", () => WriteReport(folder, evidence, hasPlots)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. new[] { undrawn, unwritten }.OfType<string>()];
    }

    private void Draw(RunFolder folder, RunEvidence evidence, CancellationToken cancellationToken) => Parallel.ForEach(
        PlotCatalog.Of(PlotRun.Of(evidence)),
        new ParallelOptions { CancellationToken = cancellationToken },
        sheet => PlotFiles.Write(painter(), sheet, (name, content) => folder.Write($"{IRunPages.PlotFolder}/{name}", content)));

    private void WriteReport(RunFolder folder, RunEvidence evidence, bool hasPlots)
    {
        string page = new EvalReport(time)
        {
            Runs = [evidence],
            BasePath = folder.Path,
            Page = new HtmlReport(templates(), hasPlots ? painter() : null),
        }.Write(ReportFormat.Html);
        folder.Write(IRunPages.ReportName, Encoding.UTF8.GetBytes(page));
    }

    private static string? ProblemOf(string problem, Action make)
    {
        try
        {
            make();
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (AggregateException exception)
        {
            return $"{problem}: {exception.InnerExceptions[0].Message}";
        }
        catch (Exception exception)
        {
            return $"{problem}: {exception.Message}";
        }
    }
}
