using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>How the results of a harness are written to <c>results.csv</c>.</summary>
/// <typeparam name="TResult">The result of a case.</typeparam>
/// <param name="Columns">The names of the columns.</param>
/// <param name="RowsOf">Returns the rows of a result, as cells.</param>
internal sealed record ResultTable<TResult>(IReadOnlyList<string> Columns, Func<TResult, IEnumerable<IReadOnlyList<string>>> RowsOf)
{
    /// <summary>A table with a row for each result.</summary>
    public static ResultTable<TResult> Of(IReadOnlyList<TableColumn<TResult>> columns) => Of(columns, result => [result]);

    /// <summary>A table with several rows for each result.</summary>
    public static ResultTable<TResult> Of<TRow>(IReadOnlyList<TableColumn<TRow>> columns, Func<TResult, IEnumerable<TRow>> rows) => new(
        [.. columns.Select(column => column.Name)],
        result => rows(result).Select(row => (IReadOnlyList<string>)[.. columns.Select(column => column.Cell(row))]));
}
