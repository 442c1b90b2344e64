using RealtimeEvals.Files;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Plots;

/// <summary>Draws plots of runs into a folder.</summary>
/// <param name="painter">Draws.</param>
public sealed class PlotOperation(IPlotPainter painter)
{
    /// <summary>Draws the plots and returns the absolute paths of their files, each once it is written.</summary>
    /// <param name="options">Which plots.</param>
    /// <param name="evidence">The runs, at least one.</param>
    /// <param name="currentFolder">The absolute path of the folder that stands for a run's where there is none.</param>
    /// <exception cref="EvalException">
    /// <c>NothingToPlot</c>: the runs do not have what a plot needs, or are too few or too many for it. <c>ReportExists</c>.
    /// <c>PlotNotWritten</c>.
    /// </exception>
    public IEnumerable<string> Draw(PlotOptions options, IReadOnlyList<RunEvidence> evidence, string currentFolder)
    {
        PlotSheet[] sheets = SheetsOf(options, evidence);
        string folder = options.OutPath.Length > 0 ? options.OutPath : FolderOf(evidence, currentFolder);
        IReadOnlyList<PlotFormat> formats = options.Formats.Count > 0 ? options.Formats : Enum.GetValues<PlotFormat>();
        (PlotSheet Sheet, PlotFormat Format, string Path)[] files =
        [
            .. from sheet in sheets
               from format in formats.Distinct()
               select (sheet, format, Path.Combine(folder, $"{PlotCatalog.FileNameOf(sheet.Kind)}.{format.ToString().ToLowerInvariant()}")),
        ];
        if (options.NoClobber && files.FirstOrDefault(file => File.Exists(file.Path)).Path is string taken)
        {
            throw EvalErrors.ReportExists(taken);
        }

        return files.Select(file =>
        {
            Write(file.Path, painter.Draw(file.Sheet, file.Format, options.Theme));
            return file.Path;
        });
    }

    private static PlotSheet[] SheetsOf(PlotOptions options, IReadOnlyList<RunEvidence> evidence)
    {
        PlotRun[] runs = [.. evidence.Select(PlotRun.Of)];
        if (runs.All(run => run.Evidence.Cases.Count == 0))
        {
            string why = string.Join(" ", runs.SelectMany(run => run.Evidence.Findings).Select(finding => finding.Message));
            throw EvalErrors.NothingToPlot($"No case has a result. {why}".TrimEnd());
        }

        PlotSheet[] sheets;
        if (options.Kinds.Count == 0)
        {
            IEnumerable<PlotKind> kinds = runs.Length == 1 ? PlotCatalog.KindsOfOneRun : [PlotKind.Comparison, PlotKind.History];
            sheets = [.. kinds.Select(kind => PlotCatalog.Make(kind, runs)).OfType<PlotSheet>()];
        }
        else
        {
            sheets = [.. options.Kinds.Distinct().Select(kind => PlotCatalog.Make(kind, runs) ?? throw Refuse(kind, runs.Length))];
        }

        return sheets;
    }

    private static EvalException Refuse(PlotKind kind, int runs) => EvalErrors.NothingToPlot(kind switch
    {
        PlotKind.Comparison when runs != 2 => FormattableString.Invariant($"A {kind} is of two runs; there are {runs}."),
        PlotKind.Comparison => "No case is in both runs.",
        PlotKind.History => "No run has a case.",
        _ when runs != 1 => FormattableString.Invariant($"A {kind} is of one run; there are {runs}."),
        PlotKind.ConditionCurve => "No case has an audio condition; those of a walk replay have.",
        PlotKind.TrialsStrip => "No case was tried more than once.",
        PlotKind.TurnTrends => "No conversation has a second turn.",
        PlotKind.OutcomeMap => "No case has a tag or an audio condition.",
        _ => $"The run has no values for a {kind}.",
    });

    private static string FolderOf(IReadOnlyList<RunEvidence> evidence, string currentFolder)
    {
        bool isOfOneRun = evidence.Count == 1 && evidence[0].RunPath.Length > 0 && Directory.Exists(evidence[0].RunPath);
        return Path.Combine(isOfOneRun ? evidence[0].RunPath : currentFolder, IRunPages.PlotFolder);
    }

    private static void Write(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw EvalErrors.PlotNotWritten(path, exception);
        }
    }
}
