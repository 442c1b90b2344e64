using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>The runs that were read last, so that each page of one does not read its whole journal again.</summary>
/// <param name="templates">The templates of the report.</param>
/// <param name="painter">Draws the pictures.</param>
internal sealed class RunShelf(IPageTemplates templates, IPlotPainter painter)
{
    private const int Capacity = 6;

    private static readonly string[] Evidence = ["run.json", "journal.jsonl", "summary.json"];

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, Lazy<RunView> View)> _shelf = [];

    /// <summary>Returns the parts of a run's report; null when its folder holds no result yet, or is gone.</summary>
    public RunView? Find(RunEntry entry)
    {
        if (entry.RunPath.Length == 0) return null;
        RunView view = Take(KeyOf(entry), () => Read(entry)).Value;
        return view.Cases.Count > 0 ? view : null;
    }

    /// <summary>Returns the parts of a run's report, also when it holds no result.</summary>
    public RunView Read(RunEntry entry) => new(
        StoredRunEvidence.Read(entry.RunPath),
        templates,
        painter,
        new RunLinks(
            fileId => $"{PageAddress.Of(entry)}/files/{fileId}",
            caseId => PageAddress.Of(entry, "transcript", caseId)));

    /// <summary>Compares two runs.</summary>
    /// <exception cref="EvalException"><c>NothingToPlot</c>: one of them has no case.</exception>
    public ComparedRuns Compare(RunEntry before, RunEntry after) => ComparedRuns.Of(Of(before).Evidence, Of(after).Evidence, painter);

    private RunView Of(RunEntry entry) =>
        Find(entry) ?? throw EvalErrors.NothingToPlot($"The run '{entry.Name}' has no case with a result.");

    private Lazy<RunView> Take(string key, Func<RunView> read)
    {
        lock (_gate)
        {
            LinkedListNode<(string Key, Lazy<RunView> View)>? found = _shelf.First;
            while (found is not null && found.Value.Key != key) found = found.Next;
            if (found is not null) _shelf.Remove(found);
            else found = new((key, new Lazy<RunView>(read)));
            _shelf.AddFirst(found);
            if (_shelf.Count > Capacity) _shelf.RemoveLast();
            return found.Value.View;
        }
    }

    /// <summary>Returns what changes whenever the evidence does.</summary>
    private static string KeyOf(RunEntry entry)
    {
        IEnumerable<string> states = Evidence.Select(name => new FileInfo(Path.Combine(entry.RunPath, name)))
            .Select(file => file.Exists ? FormattableString.Invariant($"{file.Length}.{file.LastWriteTimeUtc.Ticks}") : "-");
        return $"{entry.Id}\n{entry.RunPath}\n{string.Join(' ', states)}";
    }
}
