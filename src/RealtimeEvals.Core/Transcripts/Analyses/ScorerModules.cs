using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>Which module of a scorer belongs to which prompt.</summary>
public sealed class ScorerModules
{
    private const string TitleColumn = "title";
    private const string IdColumn = "id";
    private const int Shown = 20;

    private readonly IReadOnlyList<(string Title, string Id)> _modules;

    private ScorerModules(IReadOnlyList<(string Title, string Id)> modules) => _modules = modules;

    /// <summary>
    /// Reads a file: a JSON object with an id for each title, or a CSV table with the columns <c>title</c> and <c>id</c>. A title is a
    /// part of the names of its prompts.
    /// </summary>
    /// <param name="path">The absolute path of the file; it is JSON when its name ends in <c>.json</c>.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: all problems in the file.</exception>
    public static ScorerModules Read(string path, ITableFormat tables)
    {
        var problems = new DataProblems();
        bool isJson = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        (string Title, string Id)[] modules = isJson ? ReadJson(path, problems) : ReadTable(path, tables, problems);
        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : new ScorerModules(modules);
    }

    /// <summary>Returns the id of the only module whose title is in the name of a prompt.</summary>
    /// <exception cref="ProgramException">No title is in the name, or several are.</exception>
    internal string Find(string prompt)
    {
        (string Title, string Id)[] fitting =
            [.. _modules.Where(module => prompt.Contains(module.Title, StringComparison.OrdinalIgnoreCase))];
        return fitting.Length == 1
            ? fitting[0].Id
            : throw new ProgramException(fitting.Length == 0
                ? $"the prompt '{prompt}' belongs to none of the modules {TitlesOf(_modules)}"
                : $"the prompt '{prompt}' belongs to more than one of the modules: {TitlesOf(fitting)}");
    }

    private static string TitlesOf(IReadOnlyList<(string Title, string Id)> modules)
    {
        string more = modules.Count > Shown ? FormattableString.Invariant($" and {modules.Count - Shown} more") : "";
        return string.Join(", ", modules.Take(Shown).Select(module => $"'{module.Title}'")) + more;
    }

    private static (string Title, string Id)[] ReadJson(string path, DataProblems problems)
    {
        if (TextFile.Read(path, problems) is not string text) return [];
        try
        {
            JsonElement root = StrictJson.Parse(text);
            if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() == 0)
            {
                problems.Add(new DataProblem(path, null, null, "no object with entries", "an object with an id for each title"));
                return [];
            }

            foreach (JsonProperty entry in root.EnumerateObject().Where(entry => !IsModule(entry)))
            {
                problems.Add(new DataProblem(path, null, entry.Name, entry.Value.GetRawText(), "a title with an id as text"));
            }

            return
            [
                .. root.EnumerateObject().Where(IsModule).Select(entry => (entry.Name.Trim(), entry.Value.GetString()!.Trim())),
            ];
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, exception.Path, exception.Message, "a JSON object with an id for each title"));
            return [];
        }
    }

    private static bool IsModule(JsonProperty entry) =>
        entry.Name.Trim().Length > 0 && entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString()!.Trim().Length > 0;

    private static (string Title, string Id)[] ReadTable(string path, ITableFormat tables, DataProblems problems)
    {
        if (TableFile.Read(path, [TitleColumn, IdColumn], [], tables, problems, warn: null) is not TableFile table) return [];
        var modules = new List<(string Title, string Id)>();
        foreach ((_, TableRow row) in table.Rows)
        {
            (string title, string id) = (table.Cell(row, TitleColumn).Trim(), table.Cell(row, IdColumn).Trim());
            if (title.Length == 0) table.Report(row, TitleColumn, "nothing", "a part of the name of a prompt");
            else if (id.Length == 0) table.Report(row, IdColumn, "nothing", "the id of a module");
            else if (modules.Any(module => module.Title == title)) table.Report(row, TitleColumn, $"'{title}' again", "each title once");
            else modules.Add((title, id));
        }

        return [.. modules];
    }
}
