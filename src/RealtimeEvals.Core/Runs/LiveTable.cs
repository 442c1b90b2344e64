using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>
/// <c>results.csv</c>: grows by a row as each case finishes, so that a run that was killed can be read in a spreadsheet too, and is
/// written once more in the order of the data when the run ends. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">The result of a case.</typeparam>
/// <param name="folder">The run.</param>
/// <param name="format">Writes the cells.</param>
/// <param name="columns">The columns, in order.</param>
public sealed class LiveTable<T>(RunFolder folder, ITableFormat format, IReadOnlyList<TableColumn<T>> columns)
{
    /// <summary>The name of the file in its run folder.</summary>
    public const string FileName = "results.csv";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _gate = new();

    /// <summary>Writes the whole table anew.</summary>
    public void Replace(IEnumerable<T> results)
    {
        string[] header = [.. columns.Select(column => column.Name)];
        lock (_gate) folder.Write(FileName, Utf8.GetBytes(format.Format([header, .. results.Select(Row)])));
    }

    /// <summary>Adds one row.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    public void Append(T result)
    {
        string path = folder.PathOf(FileName);
        lock (_gate)
        {
            try
            {
                PlainFile.RequirePlain(path);
                File.AppendAllText(path, format.Format([Row(result)]), Utf8);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw EvalErrors.EvidenceNotWritten(path, exception);
            }
        }
    }

    private string[] Row(T result) => [.. columns.Select(column => SpreadsheetCell.Of(column.Cell(result)))];
}
