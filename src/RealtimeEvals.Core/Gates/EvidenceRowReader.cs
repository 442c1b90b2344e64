using System.Runtime.InteropServices;
using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Reads an object as the cells of a row. Values of nested objects become cells too, and so does each grade.</summary>
internal sealed class EvidenceRowReader
{
    private const string OfTurns = "turns";
    private const string Grades = "grades";
    private const string Usage = "usage";
    private const string Variables = "variables";
    private const string Settings = "settings";
    private const string Grade = "_grade";
    private const string GradeStatus = "_grade_status";

    /// <summary>What stands for a list that nobody reads.</summary>
    private const string Unread = "[...]";

    private readonly JsonElement _json;
    private readonly EvidencePool _pool;

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object, with names in snake case.</param>
    /// <param name="pool">What the rows of its run share.</param>
    public EvidenceRowReader(JsonElement json, EvidencePool pool)
    {
        _json = json;
        _pool = pool;
        HasSettings = json.TryGetProperty(Settings, out JsonElement settings) && settings.ValueKind == JsonValueKind.Object;
        Cells = new(pool.Count, StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = pool.NameOf(property);
            if (name != OfTurns) Add(name, property.Value);
        }
    }

    /// <summary>The cells by their names.</summary>
    public Dictionary<string, string> Cells { get; }

    /// <summary>The grades with their judges.</summary>
    public List<JudgedGrade> Judged { get; } = [];

    /// <summary>Whether the row has settings, which name its graders.</summary>
    public bool HasSettings { get; }

    /// <summary>The turns; none where there are none.</summary>
    public IEnumerable<JsonElement> Turns =>
        _json.TryGetProperty(OfTurns, out JsonElement turns) && turns.ValueKind == JsonValueKind.Array
            ? turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>Returns the graders that the settings name.</summary>
    public Grader[] GradersOf(string name) =>
        HasSettings
        && _json.GetProperty(Settings).TryGetProperty(name, out JsonElement graders)
        && graders.ValueKind == JsonValueKind.Array
            ? _pool.Share(graders, ReadGraders)
            : [];

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Token counts are nested objects in the journal and columns in the table. A column of the row itself takes precedence.
            string prefix = name.EndsWith(Usage, StringComparison.Ordinal) ? name[..^Usage.Length] : "";
            foreach (JsonProperty inner in value.EnumerateObject().Where(inner => IsListed(EvidenceRow.NameOf(prefix + inner.Name))))
            {
                Cells.TryAdd(EvidenceRow.NameOf(prefix + inner.Name), TextOf(inner.Value));
            }

            return;
        }

        string column = EvidenceRow.NameOf(name);
        bool isList = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0;
        Cells[column] = (isList && !_pool.Reads(column)) || (IsPlainText(value) && _pool.Ignores(column)) ? Unread : TextOf(value);
        if (name == Grades && value.ValueKind == JsonValueKind.Array) AddGrades(value);
        if (name == Variables && value.ValueKind == JsonValueKind.Array) AddVariables(value);
    }

    /// <summary>Whether a value is a text that begins with a letter or a digit, and so is not blank, whatever else it says.</summary>
    private static bool IsPlainText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && JsonMarshal.GetRawUtf8Value(value) is { Length: > 2 } raw
        && char.IsAsciiLetterOrDigit((char)raw[1]);

    /// <summary>Whether the table has a column for a value of a nested object.</summary>
    private static bool IsListed(string name) => name == "data_sha256" || FigureCatalog.Find(name) is { Unit: FigureUnit.Tokens };

    /// <summary>Adds the columns of each grade, as in the table.</summary>
    private void AddGrades(JsonElement grades)
    {
        foreach (JsonElement grade in grades.EnumerateArray())
        {
            if (grade.ValueKind != JsonValueKind.Object || !grade.TryGetProperty("grader_id", out JsonElement id)) continue;
            Judged.Add(JudgedGrade.Of(grade, _pool));
            Cells[TextOf(id) + Grade] = grade.TryGetProperty("grade", out JsonElement value) ? TextOf(value) : "";
            Cells[TextOf(id) + GradeStatus] = grade.TryGetProperty("status", out JsonElement status) ? TextOf(status) : "";
        }
    }

    /// <summary>Adds what the tests of an interview gave, as in the table.</summary>
    private void AddVariables(JsonElement variables)
    {
        foreach (JsonElement variable in variables.EnumerateArray())
        {
            if (variable.ValueKind != JsonValueKind.Object || Property(variable, "metric") is not { Length: > 0 } metric) continue;
            string value = Property(variable, "value");
            if (FigureCatalog.Find(metric) is not Figure { Level: FigureLevel.Case } figure) continue;
            Cells.TryAdd(metric, figure.Unit != FigureUnit.Truth ? value : value switch { "1" => "true", "0" => "false", _ => value });
        }
    }

    private static Grader[] ReadGraders(JsonElement graders) =>
    [
        .. graders.EnumerateArray()
            .Where(grader => grader.ValueKind == JsonValueKind.Object)
            .Select(grader => new Grader(
                Property(grader, "id"), Property(grader, "kind"), Property(grader, "criteria"), Property(grader, "model"))),
    ];

    private static string Property(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? TextOf(value) : "";

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array when value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) =>
            string.Join("; ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}
