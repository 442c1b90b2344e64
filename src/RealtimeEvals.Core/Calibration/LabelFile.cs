using System.Globalization;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Calibration;

/// <summary>Reads what people said about the items of a run, and finds every row that does not fit the run.</summary>
internal sealed class LabelFile
{
    private const string LabelColumn = "label";
    private const string TrialColumn = "trial";
    private const string TurnColumn = "turn_index";
    private const string GraderColumn = "grader";
    private const string LabelerColumn = "labeler";

    /// <summary>The columns that may name the case, as results of the harnesses do.</summary>
    private static readonly string[] CaseColumns = ["case_id", "conversation_id", "example_id"];

    private readonly TableFile _table;
    private readonly LabelTargets _targets;
    private readonly string _caseColumn;
    private readonly Dictionary<(GradedItem Item, string Labeler), int> _seen = [];

    private LabelFile(TableFile table, LabelTargets targets, string caseColumn)
    {
        _table = table;
        _targets = targets;
        _caseColumn = caseColumn;
    }

    /// <summary>Returns the labels of the file and its hash; rows that do not fit are problems and left out.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="targets">The items that labels can be about.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="problems">Receives all problems.</param>
    public static (IReadOnlyList<HumanLabel> Labels, string Sha256) Read(
        string path, LabelTargets targets, ITableFormat tables, ICollection<DataProblem> problems)
    {
        string[] optional = [.. CaseColumns, TrialColumn, TurnColumn, GraderColumn, LabelerColumn];
        if (TableFile.Read(path, [LabelColumn], optional, tables, problems, null, CaseColumns) is not TableFile table) return ([], "");
        string column = CaseColumns.First(table.Has);
        targets.ByOwnName = column == "conversation_id";
        var file = new LabelFile(table, targets, column);
        return ([.. table.Rows.Select(row => file.Read(row.Row)).OfType<HumanLabel>()], table.Sha256);
    }

    private HumanLabel? Read(TableRow row)
    {
        int before = _table.ProblemCount;
        string written = Text(row, LabelColumn);
        ItemLabel? label = ItemLabels.Parse(written);
        if (label is null) _table.Report(row, LabelColumn, Quoted(written), ItemLabels.Words);
        int? trial = Number(row, TrialColumn);
        int? turn = Number(row, TurnColumn);
        string? grader = Grader(row);
        if (_table.ProblemCount > before || grader is null) return null;
        if (!_targets.Wants(grader)) return null;
        GradedItem? item = Find(row, grader, trial, turn ?? 0);
        if (item is null || label is not ItemLabel known) return null;
        string labeler = Text(row, LabelerColumn);
        if (_seen.TryAdd((item, labeler.ToUpperInvariant()), row.Number)) return new HumanLabel(item, labeler, known);
        string who = labeler.Length > 0 ? $"'{TableFile.Shorten(labeler)}' has labelled it" : "it is labelled";
        _table.Report(row, _caseColumn, FormattableString.Invariant($"{who} in row {_seen[(item, labeler.ToUpperInvariant())]} already"),
            $"one label of each person for each item; several people are told apart by {LabelerColumn}");
        return null;
    }

    private GradedItem? Find(TableRow row, string grader, int? trial, int turn)
    {
        string named = Text(row, _caseColumn);
        IReadOnlyList<GradedItem> items = _targets.OfCase(grader, named, trial);
        if (items.Count == 0 && !_targets.HasCase(named))
        {
            _table.Report(row, _caseColumn, named.Length == 0 ? "blank" : Quoted(named), $"a case of the run: {_targets.CaseNames(named)}");
            return null;
        }

        string[] cases = [.. items.Select(item => item.Case.Id).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (trial is not null && !_targets.HasTrial(named, trial))
        {
            _table.Report(row, TrialColumn, Text(row, TrialColumn), $"a trial of '{named}' in the run");
            return null;
        }

        if (items.Count == 0)
        {
            _table.Report(row, GraderColumn, Quoted(grader), $"a grader of '{named}': {_targets.GradersOf(named)}");
            return null;
        }

        if (cases.Length > 1)
        {
            _table.Report(row, TrialColumn, "blank", FormattableString.Invariant($"which of the {cases.Length} trials of '{named}'"));
            return null;
        }

        if (items.FirstOrDefault(item => item.TurnIndex == turn) is GradedItem found) return found;
        string expected = items.Any(item => item.TurnIndex == 0)
            ? $"nothing, since {grader} is about the whole"
            : FormattableString.Invariant($"a turn of '{named}', 1 to {items.Max(item => item.TurnIndex)}");
        _table.Report(row, TurnColumn, turn == 0 ? "blank" : FormattableString.Invariant($"{turn}"), expected);
        return null;
    }

    private string? Grader(TableRow row)
    {
        string named = Text(row, GraderColumn);
        if (named.Length == 0 && _targets.Only is string only) return only;
        string? known = _targets.Graders.FirstOrDefault(grader => grader.Equals(named, StringComparison.OrdinalIgnoreCase));
        if (known is not null) return known;
        _table.Report(
            row, GraderColumn, named.Length == 0 ? "blank" : Quoted(named), $"one of {string.Join(", ", _targets.Graders)}");
        return null;
    }

    private int? Number(TableRow row, string column)
    {
        string text = Text(row, column);
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0) return number;
        _table.Report(row, column, Quoted(text), "a whole number above zero, or nothing");
        return null;
    }

    private string Text(TableRow row, string column) => _table.Cell(row, column).Trim();

    private static string Quoted(string text) => $"'{TableFile.Shorten(text)}'";
}

/// <summary>What one person said about one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Labeler">The person; empty where the labels name nobody.</param>
/// <param name="Label">The label.</param>
internal sealed record HumanLabel(GradedItem Item, string Labeler, ItemLabel Label);
