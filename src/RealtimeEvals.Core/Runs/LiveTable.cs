using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>
/// <c>results.csv</c>: grows by a row as each case finishes, so that a killed run can be opened in a spreadsheet too, and is rewritten in
/// the order of the data when the run ends. Safe for concurrent use.
/// </summary>
/// <param name="folder">The run.</param>
/// <param name="format">Writes the cells.</param>
/// <param name="columns">The names of the columns, in order.</param>
internal sealed class LiveTable(RunFolder folder, ITableFormat format, IReadOnlyList<string> columns)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _gate = new();

    /// <summary>Writes the whole table anew.</summary>
    /// <param name="rows">The cells of each row.</param>
    public void Replace(IEnumerable<IReadOnlyList<string>> rows)
    {
        lock (_gate)
        {
            folder.Write(RunFolder.TableName, stream =>
            {
                using var writer = new StreamWriter(stream, Utf8, bufferSize: 81_920, leaveOpen: true);
                format.Write(rows.Select(GuardedTable.RowOf).Prepend([.. columns]), writer);
            });
        }
    }

    /// <summary>Adds one row.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    public void Append(IReadOnlyList<string> cells)
    {
        string path = folder.PathOf(RunFolder.TableName);
        lock (_gate)
        {
            try
            {
                PlainFile.RequirePlain(path);
                File.AppendAllText(path, format.Format([GuardedTable.RowOf(cells)]), Utf8);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw EvalErrors.EvidenceNotWritten(path, exception);
            }
        }
    }
}
