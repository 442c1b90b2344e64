using System.Collections;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes from the cases of the named data file, or of the shipped one.</summary>
public abstract class CaseCompleter : FileCompleter
{
    private static readonly string[] IdColumns = ["example_id", "simulation_id"];
    private static readonly string[] TagColumns = ["tags", "tag"];

    /// <summary>Returns the words for a case.</summary>
    /// <param name="id">The id of the case.</param>
    /// <param name="tags">Its tags.</param>
    private protected abstract IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags);

    private protected sealed override IEnumerable<string> Words(string command, IDictionary bound)
    {
        string path = PathIn(bound, "Path", "LiteralPath", "DataCsv", "Dataset", "DataPath") ?? Shipped(command);
        return path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? RefusalDataset.Read(path).Cases.SelectMany(row => WordsOf(row.Id, []))
            : Rows(path).SelectMany(row => WordsOf(row.Id, row.Tags));
    }

    private static string Shipped(string command) => command.ToUpperInvariant() switch
    {
        "INVOKE-WALKREPLAY" => ProductData.PathOf("walk", "customer_calls.csv"),
        "START-SIMULATEDCONVERSATION" => ProductData.PathOf("run", "simulations.csv"),
        "INVOKE-REFUSALSMOKE" => ProductData.PathOf("refusal", "refusal_smoke.jsonl"),
        _ => ProductData.PathOf("crawl", "customer_calls.csv"),
    };

    private static IEnumerable<(string Id, IReadOnlyList<string> Tags)> Rows(string path)
    {
        ITableFormat tables = AdapterServices.Create(TimeProvider.System).Tables;
        Dictionary<string, IReadOnlyList<string>> simulations = SimulationIndex
            .Read(path, new SimulationOverrides(), tables, [])
            .ToDictionary(one => one.Id, one => one.Tags, StringComparer.OrdinalIgnoreCase);
        Table table = tables.Parse(System.Text.Encoding.UTF8.GetString(PlainFile.Read(path, InputLimits.TableBytes)));
        int id = IndexOf(table, IdColumns);
        int tag = IndexOf(table, TagColumns);
        return id < 0 ? [] : table.Rows.Where(row => row.Cells.Count > id && !row.IsBlank)
            .Select(row => (row.Cells[id], simulations.GetValueOrDefault(row.Cells[id]) ?? Tags(row, tag)));
    }

    private static int IndexOf(Table table, string[] names) =>
        table.Header.ToList().FindIndex(name => names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase));

    private static string[] Tags(TableRow row, int column) => column < 0 || row.Cells.Count <= column
        ? []
        : row.Cells[column].Split([';', ',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Completes ids of cases in the data.</summary>
public sealed class CaseIdCompleter : CaseCompleter
{
    private protected override IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags) => [id];
}

/// <summary>Completes tags of cases in the data.</summary>
public sealed class TagCompleter : CaseCompleter
{
    private protected override IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags) => tags;
}
