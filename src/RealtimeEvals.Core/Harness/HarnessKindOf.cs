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
}
