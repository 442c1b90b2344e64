using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Takes from each result of a journal what a comparison needs, and lets the rest go.</summary>
/// <param name="side">Takes the trials.</param>
/// <param name="wants">Whether a figure is needed.</param>
internal sealed class TrialReader(RunSide side, Func<string, bool> wants)
{
    private static readonly string[] CaseIds = ["simulation_id", "case_id"];

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
            Shared(ConditionOf(result)),
            CaseContent.Of(result)));
        foreach (Figure figure in _figures) AddFigure(row, figure, result, figure.Level == FigureLevel.Turn ? parts : [result]);
        foreach (JsonElement part in hasTurns ? parts.Append(result) : parts) AddGrades(row, part);
    }

    private void AddFigure(int row, Figure figure, JsonElement result, IEnumerable<JsonElement> parts)
    {
        string name = figure.Name == "tool_call_arg_correctness" ? "tool_call_argument_correctness" : figure.Name;
        bool isBlank = false;
        bool hasValue = false;
        foreach (JsonElement part in parts)
        {
            if ((Find(part, name, figure.Unit) ?? VariableOf(result, name)) is not JsonElement found) continue;
            if (NumberOf(found) is double value)
            {
                side.Add(row, figure.Name, value);
                hasValue = true;
            }
            else if (IsNothing(part, figure)) isBlank = true;
            else side.AddGap(row, figure.Name);
        }

        if (isBlank && !hasValue) side.AddBlank(row, figure.Name);
    }

    private static JsonElement? Find(JsonElement part, string name, FigureUnit unit)
    {
        if (part.TryGetProperty(name, out JsonElement value)) return value;
        return unit == FigureUnit.Tokens
            && part.TryGetProperty("usage", out JsonElement usage)
            && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty(name, out value)
                ? value
                : null;
    }

    /// <summary>Returns what a test of an interview gave.</summary>
    private static JsonElement? VariableOf(JsonElement result, string metric)
    {
        if (!result.TryGetProperty("variables", out JsonElement all) || all.ValueKind != JsonValueKind.Array) return null;
        foreach (JsonElement one in all.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            if (Text(one, "metric") == metric && one.TryGetProperty("value", out JsonElement value)) return value;
        }

        return null;
    }

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    /// <summary>Whether a value is null because there was nothing to measure: no sound to wait for, or nothing that was asked.</summary>
    private static bool IsNothing(JsonElement part, Figure figure)
    {
        if (figure.Witness.Length == 0) return figure.Unit == FigureUnit.Truth;
        string name = figure.Witness == "output_audio_path" && part.TryGetProperty("assistant_audio_path", out _)
            ? "assistant_audio_path"
            : figure.Witness;
        return part.TryGetProperty(name, out JsonElement witness) && witness.ValueKind switch
        {
            JsonValueKind.String => witness.GetString()!.Length == 0,
            JsonValueKind.Array => witness.GetArrayLength() == 0,
            JsonValueKind.Null => true,
            _ => false,
        };
    }

    private void AddGrades(int row, JsonElement part)
    {
        if (!part.TryGetProperty("grades", out JsonElement grades) || grades.ValueKind != JsonValueKind.Array) return;
        foreach (JsonElement grade in grades.EnumerateArray().Where(grade => grade.ValueKind == JsonValueKind.Object))
        {
            string name = Shared($"{Text(grade, "grader_id").ToLowerInvariant()}_grade");
            if (!wants(name)) continue;
            if (grade.TryGetProperty("grade", out JsonElement value) && value.ValueKind == JsonValueKind.Number)
            {
                side.Add(row, name, value.GetDouble());
            }
            else if (Text(grade, "status") == "not_applicable") side.AddBlank(row, name);
            else side.AddGap(row, name);
        }
    }

    private static string ConditionOf(JsonElement result) =>
        Text(result, "condition") is { Length: > 0 } condition ? condition : Text(result, "participant_condition");

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
