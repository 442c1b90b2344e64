using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Metrics;

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
    private const string Settings = "settings";
    private const string Grade = "_grade";
    private const string GradeStatus = "_grade_status";

    /// <summary>Names that the journal and the table write differently.</summary>
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

    /// <summary>What a grade may be where its judge did not fail: given, not to be given, or not of this row.</summary>
    private static readonly HashSet<string> Settled = new(StringComparer.OrdinalIgnoreCase)
    {
        "graded", "not_applicable", "notapplicable", "",
    };

    private readonly Dictionary<string, string> _cells = new(StringComparer.OrdinalIgnoreCase);

    private EvidenceRow()
    {
    }

    /// <summary>Names that stand for others.</summary>
    internal static IReadOnlyDictionary<string, string> OtherNames => Synonyms;

    /// <summary>The turns of a conversation; none for a single turn.</summary>
    internal IReadOnlyList<EvidenceRow> TurnRows { get; private init; } = [];

    /// <summary>Who grades each turn; none where the row does not say.</summary>
    internal IReadOnlyList<(string Id, string Kind)> TurnGraders { get; private init; } = [];

    /// <summary>Who grades the whole; none where the row does not say.</summary>
    internal IReadOnlyList<(string Id, string Kind)> TraceGraders { get; private init; } = [];

    /// <summary>Whether it is a conversation, or a turn of one.</summary>
    internal bool IsConversation => Has("simulation_id") || Has("turn_count") || Has("turn_index");

    /// <summary>What all trials of a case share: its id, for a conversation that of the simulation; empty where nothing says it.</summary>
    internal string CaseId => Text(IsConversation ? "simulation_id" : "case_id");

    /// <summary>
    /// Tells one trial of one case from any other: a conversation has an id of its own, other cases share one. No id of a case has a space.
    /// </summary>
    internal string TrialId => IsConversation || Number("trial") is not double trial || trial == 1
        ? Text("case_id")
        : FormattableString.Invariant($"{Text("case_id")} trial {trial}");

    /// <summary>Whether the row says who graded: a line of the journal does, a row of the table does not.</summary>
    internal bool NamesGraders { get; private init; }

    /// <summary>
    /// Reads an object: its values become cells, an object in it gives its own values, turns and grades are known by their names.
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

    /// <summary>Whether some grade in it is missing since its judge failed.</summary>
    internal bool HasFailedGrade =>
        _cells.Any(cell => cell.Key.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) && !Settled.Contains(cell.Value));

    /// <summary>The names of all cells.</summary>
    internal IEnumerable<string> Names => _cells.Keys;

    /// <summary>Whether there is such a cell, blank or not.</summary>
    internal bool Has(string name) => _cells.ContainsKey(NameOf(name));

    /// <summary>The text of a cell; empty when it is blank or not there.</summary>
    internal string Text(string name) => _cells.GetValueOrDefault(NameOf(name), "");

    /// <summary>
    /// Whether a text is a number with a decimal point and without signs that group digits, which mean something else in each culture.
    /// </summary>
    internal static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <inheritdoc cref="IsNumber(string, out double)"/>
    internal static bool IsNumber(string text) => IsNumber(text, out _);

    /// <summary>Puts a text in the place of one that says less.</summary>
    internal void Set(string name, string text) => _cells[NameOf(name)] = text;

    /// <summary>The number in a cell; null when it is blank, NaN when it is no number.</summary>
    internal double? Number(string name)
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        return IsNumber(text, out double number) ? number : double.NaN;
    }

    /// <summary>1 for true, 0 for false; null when the cell is blank, NaN when it holds neither.</summary>
    internal double? Truth(string name)
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        return bool.TryParse(text, out bool truth) ? truth ? 1 : 0 : double.NaN;
    }

    /// <summary>The names of the grades that are there, missing or not.</summary>
    internal IEnumerable<string> GradeNames => _cells.Keys
        .Select(name => name.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) ? name[..^"_status".Length] : name)
        .Where(name => name.EndsWith(Grade, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that there should be a grade, so that one that is lost is missed.</summary>
    internal void ExpectGrade(string id) => _cells.TryAdd(id + GradeStatus, "open");

    private static string NameOf(string name) => Synonyms.GetValueOrDefault(name, name);

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Tokens are objects in the journal and columns in the table. What the row says itself comes first.
            string prefix = name.EndsWith(Usage, StringComparison.Ordinal) ? name[..^Usage.Length] : "";
            foreach (JsonProperty inner in value.EnumerateObject().Where(inner => IsListed(NameOf(prefix + inner.Name))))
            {
                _cells.TryAdd(NameOf(prefix + inner.Name), TextOf(inner.Value));
            }

            return;
        }

        _cells[NameOf(name)] = TextOf(value);
        if (name == Grades && value.ValueKind == JsonValueKind.Array) AddGrades(value);
    }

    /// <summary>Whether the table has a column for a value of an object in a result.</summary>
    private static bool IsListed(string name) => name == "data_sha256" || FigureCatalog.Find(name) is { Unit: FigureUnit.Tokens };

    /// <summary>What graders said becomes a column for each, as in the table.</summary>
    private void AddGrades(JsonElement grades)
    {
        foreach (JsonElement grade in grades.EnumerateArray())
        {
            if (grade.ValueKind != JsonValueKind.Object || !grade.TryGetProperty("grader_id", out JsonElement id)) continue;
            _cells[TextOf(id) + Grade] = grade.TryGetProperty("grade", out JsonElement value) ? TextOf(value) : "";
            _cells[TextOf(id) + GradeStatus] = grade.TryGetProperty("status", out JsonElement status) ? TextOf(status) : "";
        }
    }

    private static (string Id, string Kind)[] ReadGraders(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out JsonElement graders) && graders.ValueKind == JsonValueKind.Array
            ? [
                .. graders.EnumerateArray()
                    .Where(grader => grader.ValueKind == JsonValueKind.Object)
                    .Select(grader => (Property(grader, "id"), Property(grader, "kind"))),
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
