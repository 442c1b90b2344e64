using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// A case or a turn as named text cells. This gives a line of the journal, an object of the pipeline or of a remote session, and a row of
/// <c>results.csv</c> the same form. Names are in snake case and compared ignoring case; null counts as blank.
/// </summary>
public sealed class EvidenceRow
{
    private const string Turns = "turns";
    private const string Grades = "grades";
    private const string Usage = "usage";
    private const string Variables = "variables";
    private const string Settings = "settings";
    private const string Grade = "_grade";
    private const string GradeStatus = "_grade_status";

    /// <summary>Names that differ between the journal and the table.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["example_id"] = "case_id",
        ["conversation_id"] = "case_id",
        ["tool_call_arg_correctness"] = "tool_call_argument_correctness",
        ["simulation_sha256"] = "data_sha256",
        ["assistant_audio_path"] = "output_audio_path",
        ["expected_tool_call"] = "gt_tool_call",
        ["expected_arguments"] = "gt_tool_call_arg",
        ["predicted_tool_call"] = "pred_tool_call",
        ["predicted_arguments"] = "pred_tool_call_arg",
        ["audio_path"] = "input_audio_path",
    };

    /// <summary>The statuses of a grade whose judge did not fail: graded, not applicable, or not expected in this row.</summary>
    private static readonly HashSet<string> Settled = new(StringComparer.OrdinalIgnoreCase)
    {
        "graded", "not_applicable", "notapplicable", "",
    };

    private readonly Dictionary<string, string> _cells = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<JudgedGrade> _judged = [];

    private EvidenceRow()
    {
    }

    /// <summary>Alternative names and the names that they stand for.</summary>
    internal static IReadOnlyDictionary<string, string> OtherNames => Synonyms;

    /// <summary>The turns of a conversation; none for a single turn.</summary>
    internal IReadOnlyList<EvidenceRow> TurnRows { get; private init; } = [];

    /// <summary>The graders of each turn; empty when the row does not name them.</summary>
    internal IReadOnlyList<Grader> TurnGraders { get; private init; } = [];

    /// <summary>The graders of the whole conversation; empty when the row does not name them.</summary>
    internal IReadOnlyList<Grader> TraceGraders { get; private init; } = [];

    /// <summary>Whether the row is a conversation or a turn of one.</summary>
    internal bool IsConversation => Has("simulation_id") || Has("turn_count") || Has("turn_index");

    /// <summary>
    /// The name that all trials of a case share: its id or, for a conversation, that of the simulation; empty when there is none.
    /// </summary>
    internal string CaseId => Text(IsConversation ? "simulation_id" : "case_id");

    /// <summary>
    /// Identifies a trial of a case. Conversations have an id of their own; trials of other cases share the id of the case, so that the
    /// trial is added after a space, which no case id contains.
    /// </summary>
    internal string TrialId => IsConversation || Number("trial") is not double trial || trial == 1
        ? Text("case_id")
        : FormattableString.Invariant($"{Text("case_id")} trial {trial}");

    /// <summary>Whether the row names its graders: lines of the journal do, rows of the table do not.</summary>
    internal bool NamesGraders { get; private init; }

    /// <summary>
    /// Reads an object: its values become cells, and the values of nested objects too. Turns and grades are recognized by their names.
    /// </summary>
    /// <param name="json">The object, with names in snake case.</param>
    public static EvidenceRow Of(JsonElement json)
    {
        bool hasTurns = json.TryGetProperty(Turns, out JsonElement turns) && turns.ValueKind == JsonValueKind.Array;
        bool hasSettings = json.TryGetProperty(Settings, out JsonElement settings) && settings.ValueKind == JsonValueKind.Object;
        var row = new EvidenceRow
        {
            TurnRows = hasTurns ? [.. turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object).Select(Of)] : [],
            NamesGraders = hasSettings,
            TurnGraders = hasSettings ? ReadGraders(settings, "turn_graders") : [],
            TraceGraders = hasSettings ? ReadGraders(settings, "trace_graders") : [],
        };
        foreach (JsonProperty property in json.EnumerateObject().Where(property => property.Name != Turns))
        {
            row.Add(property.Name, property.Value);
        }

        return row;
    }

    /// <summary>The grades with their judges: lines of the journal have them, rows of the table do not.</summary>
    internal IReadOnlyList<JudgedGrade> JudgedGrades => _judged;

    /// <summary>Whether a grade is missing because its judge failed.</summary>
    internal bool HasFailedGrade =>
        _cells.Any(cell => cell.Key.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) && !Settled.Contains(cell.Value));

    /// <summary>The names of all cells.</summary>
    internal IEnumerable<string> Names => _cells.Keys;

    /// <summary>Whether the cell exists, blank or not.</summary>
    internal bool Has(string name) => _cells.ContainsKey(NameOf(name));

    /// <summary>Returns the text of a cell; empty when it is blank or missing.</summary>
    internal string Text(string name) => _cells.GetValueOrDefault(NameOf(name), "");

    /// <summary>
    /// Whether a text is a number with a decimal point and without group separators, which would be ambiguous between cultures.
    /// </summary>
    internal static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <inheritdoc cref="IsNumber(string, out double)"/>
    internal static bool IsNumber(string text) => IsNumber(text, out _);

    /// <summary>Replaces the text of a cell by a more precise one.</summary>
    internal void Set(string name, string text) => _cells[NameOf(name)] = text;

    /// <summary>Returns the number in a cell; null when it is blank, NaN when it is not a number.</summary>
    internal double? Number(string name)
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        return IsNumber(text, out double number) ? number : double.NaN;
    }

    /// <summary>Returns 1 for true and 0 for false; null when the cell is blank, NaN when it is neither.</summary>
    internal double? Truth(string name)
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        return bool.TryParse(text, out bool truth) ? truth ? 1 : 0 : double.NaN;
    }

    /// <summary>The names of the existing grade columns, blank or not.</summary>
    internal IEnumerable<string> GradeNames => _cells.Keys
        .Select(name => name.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) ? name[..^"_status".Length] : name)
        .Where(name => name.EndsWith(Grade, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records that a grade is expected, so that a missing one is noticed.</summary>
    internal void ExpectGrade(string id) => _cells.TryAdd(id + GradeStatus, "open");

    private static string NameOf(string name) => Synonyms.GetValueOrDefault(name, name);

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Token counts are nested objects in the journal and columns in the table. A column of the row itself takes precedence.
            string prefix = name.EndsWith(Usage, StringComparison.Ordinal) ? name[..^Usage.Length] : "";
            foreach (JsonProperty inner in value.EnumerateObject().Where(inner => IsListed(NameOf(prefix + inner.Name))))
            {
                _cells.TryAdd(NameOf(prefix + inner.Name), TextOf(inner.Value));
            }

            return;
        }

        _cells[NameOf(name)] = TextOf(value);
        if (name == Grades && value.ValueKind == JsonValueKind.Array) AddGrades(value);
        if (name == Variables && value.ValueKind == JsonValueKind.Array) AddVariables(value);
    }

    /// <summary>Whether the table has a column for a value of a nested object.</summary>
    private static bool IsListed(string name) => name == "data_sha256" || FigureCatalog.Find(name) is { Unit: FigureUnit.Tokens };

    /// <summary>Adds the columns of each grade, as in the table.</summary>
    private void AddGrades(JsonElement grades)
    {
        foreach (JsonElement grade in grades.EnumerateArray())
        {
            if (grade.ValueKind != JsonValueKind.Object || !grade.TryGetProperty("grader_id", out JsonElement id)) continue;
            _judged.Add(JudgedGrade.Of(grade));
            _cells[TextOf(id) + Grade] = grade.TryGetProperty("grade", out JsonElement value) ? TextOf(value) : "";
            _cells[TextOf(id) + GradeStatus] = grade.TryGetProperty("status", out JsonElement status) ? TextOf(status) : "";
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
            _cells.TryAdd(metric, figure.Unit != FigureUnit.Truth ? value : value switch { "1" => "true", "0" => "false", _ => value });
        }
    }

    private static Grader[] ReadGraders(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out JsonElement graders) && graders.ValueKind == JsonValueKind.Array
            ? [
                .. graders.EnumerateArray()
                    .Where(grader => grader.ValueKind == JsonValueKind.Object)
                    .Select(grader => new Grader(
                        Property(grader, "id"), Property(grader, "kind"), Property(grader, "criteria"), Property(grader, "model"))),
            ]
            : [];

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
