using System.Globalization;
using System.Text;
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

    /// <summary>What stands for a text that nobody reads. It is not blank.</summary>
    private const string Unread = "\u2026";

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

    private readonly EvidencePool _pool;
    private readonly int _row;
    private readonly EvidenceLayout _layout;
    private readonly byte[] _block;
    private readonly int _cells;

    /// <summary>Returns a row of a pool.</summary>
    /// <param name="pool">The rows of the run.</param>
    /// <param name="row">The number of the row.</param>
    internal EvidenceRow(EvidencePool pool, int row)
    {
        (_pool, _row) = (pool, row);
        (_block, _cells) = pool.Heap.RowAt(row);
        _layout = pool.LayoutAt(EvidenceHeap.ReadNumber(_block, ref _cells));
    }

    /// <summary>Alternative names and the names that they stand for.</summary>
    internal static IReadOnlyDictionary<string, string> OtherNames => Synonyms;

    /// <summary>The names by which a conversation, or a turn of one, is recognized.</summary>
    internal static IReadOnlyList<string> NamesOfConversations { get; } = ["simulation_id", "turn_count", "turn_index"];

    /// <inheritdoc cref="EvidenceExtras.TurnRows"/>
    internal IReadOnlyList<EvidenceRow> TurnRows => Extras.TurnRows;

    /// <inheritdoc cref="EvidenceExtras.TurnGraders"/>
    internal IReadOnlyList<Grader> TurnGraders => Extras.TurnGraders;

    /// <inheritdoc cref="EvidenceExtras.TraceGraders"/>
    internal IReadOnlyList<Grader> TraceGraders => Extras.TraceGraders;

    /// <inheritdoc cref="EvidenceExtras.NamesGraders"/>
    internal bool NamesGraders => Extras.NamesGraders;

    /// <inheritdoc cref="EvidenceExtras.JudgedGrades"/>
    internal IReadOnlyList<JudgedGrade> JudgedGrades => Extras.JudgedGrades;

    /// <summary>Whether the row is a conversation or a turn of one.</summary>
    internal bool IsConversation => _layout.IsConversation;

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

    /// <summary>Whether a grade is missing because its judge failed.</summary>
    internal bool HasFailedGrade =>
        _layout.GradeStatuses.Any(number => !Settled.Contains(Text(_pool.Columns[number].Name)))
        || Changes?.Any(change => IsGradeStatus(change.Key) && !Settled.Contains(change.Value)) == true;

    /// <summary>The names of all cells.</summary>
    internal IEnumerable<string> Names =>
        Enumerable.Range(0, _layout.Length).Where(_layout.Has).Select(NameAt)
            .Concat(Changes?.Keys.Where(name => !_layout.Has(_pool.Columns.Find(name))) ?? []);

    /// <summary>The names of the cells that have a text to read.</summary>
    internal IEnumerable<string> HeldNames =>
        _layout.Numbers.Select(NameAt).Concat(Changes?.Keys.Where(name => !_layout.IsHeld(_pool.Columns.Find(name))) ?? []);

    /// <summary>The figures that have a text to read, with their ranges.</summary>
    internal IEnumerable<(string Name, FigureRange Range)> Figures
    {
        get
        {
            foreach (int number in _layout.Figures) yield return (NameAt(number), _pool.Columns[number].Range!);
            foreach (string name in Changes?.Keys.Where(name => !_layout.IsHeld(_pool.Columns.Find(name))) ?? [])
            {
                if (FigureRange.Of(name) is FigureRange range) yield return (name, range);
            }
        }
    }

    private EvidenceExtras Extras => _pool.ExtrasOf(_row);

    private IReadOnlyDictionary<string, string>? Changes => _pool.ChangesOf(_row);

    /// <summary>
    /// Reads an object: its values become cells, and the values of nested objects too. Turns and grades are recognized by their names.
    /// </summary>
    /// <param name="json">The object, with names in snake case.</param>
    public static EvidenceRow Of(JsonElement json) => Of(json, new EvidencePool());

    /// <inheritdoc cref="Of(JsonElement)"/>
    /// <param name="json">The object, with names in snake case.</param>
    /// <param name="pool">The rows of its run.</param>
    internal static EvidenceRow Of(JsonElement json, EvidencePool pool) => new(pool, EvidenceRowReader.Read(json, pool));

    /// <summary>Whether another object is the same row.</summary>
    public override bool Equals(object? obj) => obj is EvidenceRow other && other._row == _row && ReferenceEquals(other._pool, _pool);

    /// <inheritdoc />
    public override int GetHashCode() => _row;

    /// <summary>Whether the cell exists, blank or not.</summary>
    internal bool Has(string name) => _layout.Has(_pool.Columns.Find(name)) || Changes?.ContainsKey(NameOf(name)) == true;

    /// <summary>Returns the text of a cell; empty when it is blank or missing.</summary>
    internal string Text(string name)
    {
        if (Changes?.TryGetValue(NameOf(name), out string? changed) == true) return changed;
        int number = _pool.Columns.Find(name);
        if (!_layout.IsHeld(number)) return _layout.IsDropped(number) ? Unread : "";
        return SharedText(number, out ReadOnlySpan<byte> own) ?? Encoding.UTF8.GetString(own);
    }

    /// <summary>
    /// Whether a text is a number with a decimal point and without group separators, which would be ambiguous between cultures.
    /// </summary>
    internal static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <inheritdoc cref="IsNumber(string, out double)"/>
    internal static bool IsNumber(string text) => IsNumber(text, out _);

    /// <summary>Replaces the text of a cell by a more precise one.</summary>
    internal void Set(string name, string text) => _pool.Change(_row, name, text);

    /// <summary>Returns the number in a cell; null when it is blank, NaN when it is not a number.</summary>
    internal double? Number(string name)
    {
        int column = _pool.Columns.Find(name);
        if (Changes is null && _layout.IsHeld(column) && SharedText(column, out ReadOnlySpan<byte> own) is null)
        {
            return double.TryParse(own, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
        }

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
    internal IEnumerable<string> GradeNames => Names
        .Select(name => IsGradeStatus(name) ? name[..^"_status".Length] : name)
        .Where(name => name.EndsWith(Grade, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records that a grade is expected, so that a missing one is noticed.</summary>
    internal void ExpectGrade(string id)
    {
        if (!Has(id + GradeStatus)) Set(id + GradeStatus, "open");
    }

    /// <summary>Returns the name that a name stands for.</summary>
    internal static string NameOf(string name) => Synonyms.GetValueOrDefault(name, name);

    /// <summary>Whether a cell with a name says how it went with a grade.</summary>
    internal static bool IsGradeStatus(string name) => name.EndsWith(GradeStatus, StringComparison.OrdinalIgnoreCase);

    private string NameAt(int number) => _pool.Columns[number].Name;

    /// <summary>Returns the text of a cell that rows share; null, and the text of its own in UTF-8, when they do not.</summary>
    private string? SharedText(int number, out ReadOnlySpan<byte> own)
    {
        int place = EvidenceHeap.Skip(_block, _cells, _layout.PlaceOf(number));
        int cell = EvidenceHeap.ReadNumber(_block, ref place);
        own = (cell & 1) == 0 ? _block.AsSpan(place, cell >> 1) : default;
        return (cell & 1) == 0 ? null : _pool.Texts[cell >> 1];
    }
}
