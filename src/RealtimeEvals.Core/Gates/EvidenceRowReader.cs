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

    private readonly JsonElement _json;
    private readonly EvidencePool _pool;
    private readonly EvidenceDraft _cells;
    private List<JudgedGrade>? _judged;
    private JsonElement _turns;
    private JsonElement _settings;

    private EvidenceRowReader(JsonElement json, EvidencePool pool)
    {
        _json = json;
        _pool = pool;
        _cells = pool.Draft;
    }

    /// <summary>Reads an object, and returns the number of its row in the pool.</summary>
    /// <param name="json">The object, with names in snake case.</param>
    /// <param name="pool">The rows of its run.</param>
    public static int Read(JsonElement json, EvidencePool pool) => new EvidenceRowReader(json, pool).Read();

    private int Read()
    {
        _cells.Clear();
        int place = 0;
        foreach (JsonProperty property in _json.EnumerateObject()) Add(_pool.Columns.PropertyOf(property, place++), property.Value);
        int row = _pool.Keep();
        bool namesGraders = _settings.ValueKind == JsonValueKind.Object;
        if (_turns.ValueKind == JsonValueKind.Array || namesGraders || _judged is not null)
        {
            IEnumerable<JsonElement> turns = _turns.ValueKind != JsonValueKind.Array ? []
                : _turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object);
            _pool.SetExtras(row, new EvidenceExtras(
                [.. turns.Select(turn => EvidenceRow.Of(turn, _pool))],
                namesGraders,
                GradersOf("turn_graders"),
                GradersOf("trace_graders"),
                _judged ?? []));
        }

        return row;
    }

    private Grader[] GradersOf(string name) =>
        _settings.ValueKind == JsonValueKind.Object
        && _settings.TryGetProperty(name, out JsonElement graders)
        && graders.ValueKind == JsonValueKind.Array
            ? _pool.Texts.Share(graders, ReadGraders)
            : [];

    private void Add(EvidenceProperty property, JsonElement value)
    {
        if (property.Name == OfTurns)
        {
            _turns = value;
            return;
        }

        if (property.Name == Settings) _settings = value;
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Token counts are nested objects in the journal and columns in the table. A column of the row itself takes precedence.
            string prefix = property.Name.EndsWith(Usage, StringComparison.Ordinal) ? property.Name[..^Usage.Length] : "";
            foreach (JsonProperty inner in value.EnumerateObject().Where(inner => IsListed(EvidenceRow.NameOf(prefix + inner.Name))))
            {
                _cells.Add(EvidenceRow.NameOf(prefix + inner.Name), TextOf(inner.Value));
            }

            return;
        }

        _cells.Set(property.Number, value);
        if (value.ValueKind != JsonValueKind.Array) return;
        if (property.Name == Grades) AddGrades(value);
        if (property.Name == Variables) AddVariables(value);
    }

    /// <summary>Whether the table has a column for a value of a nested object.</summary>
    private static bool IsListed(string name) => name == "data_sha256" || FigureCatalog.Find(name) is { Unit: FigureUnit.Tokens };

    /// <summary>Adds the columns of each grade, as in the table.</summary>
    private void AddGrades(JsonElement grades)
    {
        foreach (JsonElement grade in grades.EnumerateArray())
        {
            if (grade.ValueKind != JsonValueKind.Object || !grade.TryGetProperty("grader_id", out JsonElement id)) continue;
            (_judged ??= []).Add(JudgedGrade.Of(grade, _pool.Texts));
            _cells.Set(TextOf(id) + Grade, grade.TryGetProperty("grade", out JsonElement value) ? TextOf(value) : "");
            _cells.Set(TextOf(id) + GradeStatus, grade.TryGetProperty("status", out JsonElement status) ? TextOf(status) : "");
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
            _cells.Add(metric, figure.Unit != FigureUnit.Truth ? value : value switch { "1" => "true", "0" => "false", _ => value });
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

    /// <summary>Returns the text of a value as the table has it.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
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
