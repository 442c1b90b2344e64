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

    private readonly EvidenceCells _cells;

    private EvidenceRow(EvidenceCells cells) => _cells = cells;

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
    public static EvidenceRow Of(JsonElement json) => Of(json, new EvidencePool());

    /// <inheritdoc cref="Of(JsonElement)"/>
    /// <param name="json">The object, with names in snake case.</param>
    /// <param name="pool">What the rows of its run share.</param>
    internal static EvidenceRow Of(JsonElement json, EvidencePool pool)
    {
        var reader = new EvidenceRowReader(json, pool);
        return new EvidenceRow(pool.Keep(reader.Cells))
        {
            TurnRows = [.. reader.Turns.Select(turn => Of(turn, pool))],
            NamesGraders = reader.HasSettings,
            TurnGraders = reader.GradersOf("turn_graders"),
            TraceGraders = reader.GradersOf("trace_graders"),
            JudgedGrades = reader.Judged.Count > 0 ? [.. reader.Judged] : [],
        };
    }

    /// <summary>The grades with their judges: lines of the journal have them, rows of the table do not.</summary>
    internal IReadOnlyList<JudgedGrade> JudgedGrades { get; private init; } = [];

    /// <summary>Whether a grade is missing because its judge failed.</summary>
    internal bool HasFailedGrade =>
        _cells.Held.Any(name => name.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) && !Settled.Contains(_cells.Text(name)));

    /// <summary>The names of all cells.</summary>
    internal IEnumerable<string> Names => _cells.Names;

    /// <summary>The names of the cells that have a text to read.</summary>
    internal IEnumerable<string> HeldNames => _cells.Held;

    /// <summary>The figures that have a text to read, with their ranges.</summary>
    internal IEnumerable<(string Name, FigureRange Range)> Figures => _cells.Figures;

    /// <summary>Whether the cell exists, blank or not.</summary>
    internal bool Has(string name) => _cells.Has(name);

    /// <summary>Returns the text of a cell; empty when it is blank or missing.</summary>
    internal string Text(string name) => _cells.Text(name);

    /// <summary>
    /// Whether a text is a number with a decimal point and without group separators, which would be ambiguous between cultures.
    /// </summary>
    internal static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <inheritdoc cref="IsNumber(string, out double)"/>
    internal static bool IsNumber(string text) => IsNumber(text, out _);

    /// <summary>Replaces the text of a cell by a more precise one.</summary>
    internal void Set(string name, string text) => _cells.Set(name, text);

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
    internal IEnumerable<string> GradeNames => _cells.Names
        .Select(name => name.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase) ? name[..^"_status".Length] : name)
        .Where(name => name.EndsWith(Grade, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records that a grade is expected, so that a missing one is noticed.</summary>
    internal void ExpectGrade(string id)
    {
        if (!_cells.Has(id + GradeStatus)) _cells.Set(id + GradeStatus, "open");
    }

    /// <summary>Returns the name that a name stands for.</summary>
    internal static string NameOf(string name) => Synonyms.GetValueOrDefault(name, name);
}
