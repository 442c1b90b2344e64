using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>The pictures and the report of a run in its folder. A run without them is whole, so what goes wrong is a warning.</summary>
internal static class RunPresentation
{
    /// <summary>The largest number of cases that pages are made of unasked; a browser cannot open larger ones.</summary>
    public const int MostCases = 20_000;

    /// <summary>Removes those of an earlier start, which would show another run than the one that is there.</summary>
    public static void Remove(RunFolder folder)
    {
        folder.Delete(IRunPages.ReportName);
        folder.Delete(IRunPages.PlotFolder);
    }

    /// <summary>Makes those of results that were decided anew, with plots where there were some.</summary>
    public static void Renew(IRunPages? pages, RunFolder folder, int cases, IRunSink sink, CancellationToken cancellationToken)
    {
        bool hadPlots = Directory.Exists(folder.PathOf(IRunPages.PlotFolder));
        Remove(folder);
        Make(pages, folder, cases, skipPlots: !hadPlots, sink, cancellationToken);
    }

    /// <summary>Makes them from the evidence in the folder.</summary>
    public static void Make(
        IRunPages? pages, RunFolder folder, int cases, bool skipPlots, IRunSink sink, CancellationToken cancellationToken)
    {
        if (pages is null) return;
        if (cases > MostCases)
        {
            sink.Warning(FormattableString.Invariant(
                $"Plots and report were left out: a page of {cases} cases cannot be opened. Export what is wanted of them."));
            return;
        }

        bool hasPlots = !skipPlots && !ServiceEnvironment.SkipsPlots;
        foreach (string problem in pages.Write(folder, hasPlots, cancellationToken)) sink.Warning(folder.Redactor.Redact(problem));
    }
}
