using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Statistics;

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

    /// <summary>Returns the table of a run with these results.</summary>
    public required Func<IReadOnlyCollection<TResult>, ResultTable<TResult>> TableOf { get; init; }

    /// <summary>Returns the content of <c>summary.json</c> of a run with these results, without intervals.</summary>
    public required Func<RunManifest, IReadOnlyCollection<TResult>, JsonObject> SummaryOf { get; init; }

    internal override IReadOnlyCollection<IStoredResult> Read(IStoredRun run) => run.Newest<TResult>();

    internal override IReadOnlyCollection<IStoredResult> ReadAll(IStoredRun run) => run.All<TResult>();

    internal override JsonObject Summarize(
        RunManifest manifest, IReadOnlyCollection<IStoredResult> results, IDistributions distributions) =>
        WithIntervals(manifest, Own(results), distributions);

    internal override void Write(
        RunFolder folder,
        ITableFormat format,
        IDistributions distributions,
        RunManifest manifest,
        IReadOnlyCollection<IStoredResult> results)
    {
        IReadOnlyCollection<TResult> own = Own(results);
        ResultTable<TResult> table = TableOf(own);
        new LiveTable(folder, format, table.Columns).Replace(own.SelectMany(table.RowsOf));
        folder.Write(RunFolder.SummaryName, WithIntervals(manifest, own, distributions).ToFile());
    }

    private JsonObject WithIntervals(RunManifest manifest, IReadOnlyCollection<TResult> results, IDistributions distributions)
    {
        JsonObject summary = SummaryOf(manifest, results);
        summary.AddIntervals(manifest, RunFigures.Of(results), distributions);
        return summary;
    }

    private static IReadOnlyCollection<TResult> Own(IReadOnlyCollection<IStoredResult> results) =>
        results as IReadOnlyCollection<TResult> ?? [.. results.Cast<TResult>()];
}
