using System.Globalization;
using System.Text.Json;

namespace RealtimeEvals.Gates;

/// <summary>
/// A case or a turn as named cells of text, so that a line of the journal, an object of the pipeline, one that came over remoting and a
/// row of <c>results.csv</c> are the same thing. Names are in snake case and compared without regard to case; null is blank.
/// </summary>
public sealed class EvidenceRow
{
    private const string Turns = "turns";
    private const string Grades = "grades";
    private const string Usage = "usage";

    /// <summary>Names that the journal and the table write differently.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["example_id"] = "case_id",
        ["conversation_id"] = "case_id",
        ["tool_call_arg_correctness"] = "tool_call_argument_correctness",
        ["simulation_sha256"] = "data_sha256",
        ["assistant_audio_path"] = "output_audio_path",
    };

    private readonly Dictionary<string, string> _cells = new(StringComparer.OrdinalIgnoreCase);

    private EvidenceRow()
    {
    }

    /// <summary>The turns of a conversation; none for a single turn.</summary>
    internal IReadOnlyList<EvidenceRow> TurnRows { get; private init; } = [];

    /// <summary>Reads an object: its values become cells, an object in it gives its own values, turns and grades are known by their names.</summary>
    /// <param name="json">The object, with names in snake case.</param>
    public static EvidenceRow Of(JsonElement json)
    {
        bool hasTurns = json.TryGetProperty(Turns, out JsonElement turns) && turns.ValueKind == JsonValueKind.Array;
        var row = new EvidenceRow { TurnRows = hasTurns ? [.. turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object).Select(Of)] : [] };
        foreach (JsonProperty property in json.EnumerateObject().Where(property => property.Name != Turns)) row.Add(property.Name, property.Value);
        return row;
    }

    /// <summary>Whether some grade in it is missing since its judge failed.</summary>
    internal bool HasFailedGrade => _cells.Any(cell => cell.Key.EndsWith("_grade_status", StringComparison.OrdinalIgnoreCase) && cell.Value.Equals("error", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether there is such a cell, blank or not.</summary>
    internal bool Has(string name) => _cells.ContainsKey(NameOf(name));

    /// <summary>The text of a cell; empty when it is blank or not there.</summary>
    internal string Text(string name) => _cells.GetValueOrDefault(NameOf(name), "");

    /// <summary>The number in a cell, true being 1 and false 0; null when it is blank, NaN when it is no number.</summary>
    internal double? Number(string name)
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        if (bool.TryParse(text, out bool truth)) return truth ? 1 : 0;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
    }

    private static string NameOf(string name) => Synonyms.GetValueOrDefault(name, name);

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Tokens are objects in the journal and columns in the table. What the row says itself comes first.
            string prefix = name.EndsWith(Usage, StringComparison.Ordinal) ? name[..^Usage.Length] : "";
            foreach (JsonProperty inner in value.EnumerateObject().Where(inner => inner.Value.ValueKind != JsonValueKind.Object)) _cells.TryAdd(NameOf(prefix + inner.Name), TextOf(inner.Value));
            return;
        }

        _cells[NameOf(name)] = TextOf(value);
        if (name == Grades && value.ValueKind == JsonValueKind.Array) AddGrades(value);
    }

    /// <summary>What graders said becomes a column for each, as in the table.</summary>
    private void AddGrades(JsonElement grades)
    {
        foreach (JsonElement grade in grades.EnumerateArray())
        {
            if (grade.ValueKind != JsonValueKind.Object || !grade.TryGetProperty("grader_id", out JsonElement id)) continue;
            _cells[$"{TextOf(id)}_grade"] = grade.TryGetProperty("grade", out JsonElement value) ? TextOf(value) : "";
            _cells[$"{TextOf(id)}_grade_status"] = grade.TryGetProperty("status", out JsonElement status) ? TextOf(status) : "";
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => Model.JsonText.Of(value).Trim(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) => string.Join("; ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}
