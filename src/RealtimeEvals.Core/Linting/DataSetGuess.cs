using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Linting;

/// <summary>Tells by its extension and its content what a file of data is. The reader of that kind then checks it.</summary>
internal static class DataSetGuess
{
    private static readonly string[] Extensions = [".csv", ".tsv", ".jsonl", ".ndjson", ".psd1", ".json"];
    private static readonly char[] Separators = [',', ';', '\t', '|'];
    private static readonly string[] OfSimulations = ["simulation_id", "simulator", "assistant", "turns", "scenario"];

    /// <summary>Returns what a file is; <see cref="DataSetKind.Auto"/> when that cannot be told.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNamed">
    /// Whether the user named this file, so that a file which its extension alone makes a data set is one; otherwise it stands in a folder
    /// among others.
    /// </param>
    public static DataSetKind Of(string path, bool isNamed)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".txt") return DataSetKind.Prompt;
        string text = TextFile.Read(path, [], InputLimits.TableBytes) ?? "";
        return extension switch
        {
            ".csv" or ".tsv" => OfTable(text),
            ".jsonl" or ".ndjson" => isNamed || IsSmokeSet(text) ? DataSetKind.Refusal : DataSetKind.Auto,
            ".psd1" => isNamed || text.Contains("Sets", StringComparison.OrdinalIgnoreCase) ? DataSetKind.Policy : DataSetKind.Auto,
            ".json" => OfJson(path, text),
            _ => DataSetKind.Auto,
        };
    }

    /// <summary>Returns why a file that could be a data set cannot be read; null when it can, or when it is of another kind.</summary>
    /// <param name="path">The file.</param>
    public static DataProblem? FindProblem(string path)
    {
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return null;
        var problems = new List<DataProblem>();
        _ = TextFile.Read(path, problems, InputLimits.TableBytes);
        return problems.FirstOrDefault();
    }

    private static DataSetKind OfTable(string text)
    {
        string header = text.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        string[] columns = [.. header.Split(Separators).Select(column => column.Trim().Trim('"'))];
        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                if (columns.Contains(name, StringComparer.OrdinalIgnoreCase)) return true;
            }

            return false;
        }

        return Has("simulation_path") ? DataSetKind.Run
            : Has("interviewer") && Has("participant") ? DataSetKind.Benchmark
            : Has("audio_path") && Has("example_id", "user_text") ? DataSetKind.Walk
            : Has("example_id", "user_text") ? DataSetKind.Crawl
            : Has("simulation_id") ? DataSetKind.Run
            : DataSetKind.Auto;
    }

    private static bool IsSmokeSet(string text) =>
        text.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Contains("\"item\"", StringComparison.Ordinal) == true;

    private static DataSetKind OfJson(string path, string text)
    {
        JsonElement root;
        try
        {
            root = StrictJson.Parse(text);
        }
        catch (JsonException)
        {
            // The reader says where it is broken. All three say the same of it.
            return OfName(path);
        }

        if (root.ValueKind == JsonValueKind.Array)
        {
            JsonElement first = root.EnumerateArray().FirstOrDefault();
            bool isTool = first.ValueKind == JsonValueKind.Undefined
                || (first.ValueKind == JsonValueKind.Object
                    && (first.TryGetProperty("name", out _) || first.TryGetProperty("type", out _)));
            return isTool ? DataSetKind.Tools : DataSetKind.Auto;
        }

        if (root.ValueKind != JsonValueKind.Object) return DataSetKind.Auto;
        return root.TryGetProperty("sets", out _) ? DataSetKind.Policy
            : OfSimulations.Count(key => root.TryGetProperty(key, out _)) >= 2 ? DataSetKind.Simulation
            : DataSetKind.Auto;
    }

    private static DataSetKind OfName(string path)
    {
        string name = Path.GetFileName(path);
        return name.Contains("tool", StringComparison.OrdinalIgnoreCase) ? DataSetKind.Tools
            : name.Contains("polic", StringComparison.OrdinalIgnoreCase) ? DataSetKind.Policy
            : DataSetKind.Simulation;
    }
}
