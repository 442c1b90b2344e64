using RealtimeEvals.Adapters.Pages;
using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Gates;
using RealtimeEvals.Pages;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.Tests.Support;

/// <summary>Writes HTML reports.</summary>
internal static class WrittenReport
{
    /// <summary>Returns the page about runs.</summary>
    public static string Of(bool hasPlots, params RunEvidence[] runs) => new EvalReport(TimeProvider.System)
    {
        Runs = runs,
        BasePath = runs.Length > 0 ? runs[0].RunPath : "",
        Page = new HtmlReport(new PageTemplates(), hasPlots ? new PlotPainter() : null),
    }.Write(ReportFormat.Html);
}
