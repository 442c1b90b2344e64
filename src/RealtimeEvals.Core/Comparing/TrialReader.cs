using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Takes from each result of a journal what a comparison needs, and lets the rest go.</summary>
/// <param name="side">Takes the trials.</param>
/// <param name="wants">Whether a figure is needed.</param>
internal sealed class TrialReader(RunSide side, Func<string, bool> wants)
{
    private static readonly string[] CaseIds = ["simulation_id", "case_id", "example_id"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _tags = new(StringComparer.Ordinal);
    private readonly Figure[] _figures = [.. FigureCatalog.All.Where(figure => wants(figure.Name))];

    /// <summary>Reads one result.</summary>
    public void Take(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object) return;
        bool hasTurns = result.TryGetProperty("turns", out JsonElement turns) && turns.ValueKind == JsonValueKind.Array;
        JsonElement[] parts = hasTurns ? [.. turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object)] : [result];
        int row = side.Add(new TrialRow(
            CaseIds.Select(name => Text(result, name)).FirstOrDefault(id => id.Length > 0) ?? "",
            result.TryGetProperty("trial", out JsonElement trial) && trial.TryGetInt32(out int number) ? number : 1,
            Enum.TryParse(Text(result, "outcome"), ignoreCase: true, out Outcome outcome) ? outcome : Outcome.Inconclusive,
            TagsOf(result),
            Shared(parts.Select(part => Text(part, "expected_tool_call")).FirstOrDefault(tool => tool.Length > 0) ?? ""),
            Shared(Text(result, "condition")),
            Shared(HashOf(result))));
        foreach (Figure figure in _figures)
        {
            foreach (JsonElement part in figure.Level == FigureLevel.Turn ? parts : [result])
            {
                if (NumberOf(part, figure) is double value) side.Add(row, figure.Name, value);
            }
        }

        foreach (JsonElement part in hasTurns ? parts.Append(result) : parts) AddGrades(row, part);
    }

    private static double? NumberOf(JsonElement part, Figure figure)
    {
        string name = figure.Name == "tool_call_arg_correctness" ? "tool_call_argument_correctness" : figure.Name;
        bool isFound = part.TryGetProperty(name, out JsonElement value)
            || (figure.Unit == FigureUnit.Tokens
                && part.TryGetProperty("usage", out JsonElement usage)
                && usage.ValueKind == JsonValueKind.Object
                && usage.TryGetProperty(name, out value));
        if (!isFound) return null;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
    }

    private void AddGrades(int row, JsonElement part)
    {
        if (!part.TryGetProperty("grades", out JsonElement grades) || grades.ValueKind != JsonValueKind.Array) return;
        foreach (JsonElement grade in grades.EnumerateArray().Where(grade => grade.ValueKind == JsonValueKind.Object))
        {
            string name = Shared($"{Text(grade, "grader_id").ToLowerInvariant()}_grade");
            if (wants(name) && grade.TryGetProperty("grade", out JsonElement value) && value.ValueKind == JsonValueKind.Number)
            {
                side.Add(row, name, value.GetDouble());
            }
        }
    }

    private static string HashOf(JsonElement result)
    {
        if (Text(result, "data_sha256") is { Length: > 0 } hash) return hash;
        return result.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object
            ? Text(settings, "simulation_sha256")
            : "";
    }

    private string[] TagsOf(JsonElement result)
    {
        if (!result.TryGetProperty("tags", out JsonElement tags) || tags.ValueKind != JsonValueKind.Array) return [];
        string all = tags.GetRawText();
        if (_tags.TryGetValue(all, out string[]? known)) return known;
        return _tags[all] =
        [
            .. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => Shared(tag.GetString()!)),
        ];
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out string? known)) return known;
        return _texts[text] = text;
    }
}
