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
        var problems = new List<string>();
        RunEvidence? evidence = null;
        Try("The evidence of the run could not be read for its report", () => evidence = StoredRunEvidence.Read(folder.Path));
        if (evidence is null) return problems;
        if (hasPlots)
        {
            Try("The plots could not be drawn", () =>
            {
                foreach (PlotSheet sheet in PlotCatalog.Of(PlotRun.Of(evidence)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    PlotFiles.Write(painter(), sheet, (name, content) => folder.Write($"{IRunPages.PlotFolder}/{name}", content));
                }
            });
        }

        cancellationToken.ThrowIfCancellationRequested();
        Try("The report could not be written", () =>
        {
            string page = new EvalReport(time)
            {
                Runs = [evidence],
                BasePath = folder.Path,
                Page = new HtmlReport(templates(), hasPlots ? painter() : null),
            }.Write(ReportFormat.Html);
            folder.Write(IRunPages.ReportName, Encoding.UTF8.GetBytes(page));
        });
        return problems;

        void Try(string problem, Action make)
        {
            try
            {
                make();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                problems.Add($"{problem}: {exception.Message}");
            }
        }
    }
}
