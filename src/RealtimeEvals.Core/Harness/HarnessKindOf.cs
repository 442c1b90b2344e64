using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>A kind of run whose results are of one type.</summary>
/// <typeparam name="TResult">The result of a case.</typeparam>
/// <typeparam name="TRow">A row of its table.</typeparam>
/// <param name="Name">The name in plans and manifests.</param>
/// <param name="CaseNoun">The noun for one of its cases, for messages.</param>
/// <param name="Table">The columns of its table.</param>
internal sealed record HarnessKindOf<TResult, TRow>(string Name, string CaseNoun, IReadOnlyList<TableColumn<TRow>> Table)
    : HarnessKind(Name, CaseNoun)
    where TResult : class, IStoredResult
{
    internal override IEnumerable<(string Name, bool IsFigure)> Columns => Table.Select(column => (column.Name, column.IsFigure));

    internal override IReadOnlyList<IStoredResult> Read(IStoredRun run)
    {
        var newest = new Dictionary<CaseKey, IStoredResult>();
        run.Read<TResult>(result => newest[result.GetKey()] = result);
        return [.. newest.Values];
    }

    internal override void Each(IStoredRun run, bool newestOnly, Action<IStoredResult> take)
    {
        // The first pass keeps one number a case, not its result, so that the memory of a large run stays small.
        var newest = new Dictionary<CaseKey, int>();
        int entries = 0;
        if (newestOnly) run.Read<TResult>(result => newest[result.GetKey()] = entries++);
        int entry = 0;
        run.Read<TResult>(result =>
        {
            if (!newestOnly || newest[result.GetKey()] == entry++) take(result);
        });
    }
}
