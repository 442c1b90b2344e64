using RealtimeEvals.Gates;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Calibration;

/// <summary>The items of a run that labels can be about.</summary>
internal sealed class LabelTargets
{
    private const int Shown = 3;

    private readonly ILookup<string, EvidenceCase> _cases;
    private readonly ILookup<(string Grader, EvidenceCase Case), GradedItem> _items;
    private readonly IReadOnlyList<string> _wanted;

    /// <summary>Sorts the items.</summary>
    /// <param name="items">All items of the run.</param>
    /// <param name="wanted">The graders that are asked for; empty for all.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the run has no such grader.</exception>
    public LabelTargets(IReadOnlyList<GradedItem> items, IReadOnlyList<string> wanted)
    {
        Graders = [.. items.Select(item => item.Grader).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] unknown = [.. wanted.Except(Graders, StringComparer.OrdinalIgnoreCase)];
        if (unknown.Length > 0)
        {
            throw EvalErrors.InvalidSetting(
                [$"The run has no grader {string.Join(", ", unknown)}; it has {string.Join(", ", Graders)}."]);
        }

        _wanted = [.. Graders.Where(grader => wanted.Contains(grader, StringComparer.OrdinalIgnoreCase))];
        string[] judges = [.. items.Where(item => item.IsOfJudge).Select(item => item.Grader).Distinct(StringComparer.Ordinal)];
        Only = _wanted is [string asked] ? asked : judges switch { [] => GradedItem.Outcome, [string judge] => judge, _ => null };
        EvidenceCase[] cases = [.. items.Select(item => item.Case).Distinct()];
        _cases = cases
            .SelectMany(one => new[] { one.Whole.Text("case_id"), one.Cluster }
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => (Name: name, Case: one)))
            .ToLookup(pair => pair.Name, pair => pair.Case, StringComparer.OrdinalIgnoreCase);
        _items = items.ToLookup(item => (item.Grader, item.Case));
    }

    /// <summary>The graders of the run, sorted.</summary>
    public IReadOnlyList<string> Graders { get; }

    /// <summary>The graders that are measured where there are labels for them.</summary>
    public IReadOnlyList<string> Wanted => _wanted.Count > 0 ? _wanted : Graders;

    /// <summary>The grader of a row that names none; null where it cannot be told.</summary>
    public string? Only { get; }

    /// <summary>Whether labels name conversations by their own name, which tells trials apart.</summary>
    public bool ByOwnName { get; set; }

    /// <summary>Whether a grader is measured.</summary>
    public bool Wants(string grader) => Wanted.Contains(grader, StringComparer.Ordinal);

    /// <summary>Whether the graders were asked for by name, so that each of them is answered for.</summary>
    public bool AreNamed => _wanted.Count > 0;

    /// <summary>Whether the run has such a case.</summary>
    public bool HasCase(string name) => _cases.Contains(name);

    /// <summary>Whether a case has such a trial.</summary>
    public bool HasTrial(string name, int? trial) => CasesOf(name, trial).Length > 0;

    /// <summary>Returns the items of a grader in a case, for all of its trials where none is given.</summary>
    public IReadOnlyList<GradedItem> OfCase(string grader, string name, int? trial) =>
        [.. CasesOf(name, trial).SelectMany(one => _items[(grader, one)])];

    /// <summary>Returns the graders of a case for a message.</summary>
    public string GradersOf(string name) =>
        string.Join(", ", Graders.Where(grader => _cases[name].Any(one => _items.Contains((grader, one)))));

    /// <summary>Returns the names of the cases that are nearest to a wrong one.</summary>
    public string CaseNames(string name) =>
        string.Join(
            ", ",
            _cases.Select(pair => pair.Key)
                .OrderBy(known => Nearest.Distance(known, name))
                .ThenBy(known => known, StringComparer.Ordinal)
                .Take(Shown))
        + (_cases.Count > Shown ? FormattableString.Invariant($" and {_cases.Count - Shown} more") : "");

    private EvidenceCase[] CasesOf(string name, int? trial)
    {
        EvidenceCase[] named = [.. _cases[name].Where(one => trial is null || (one.Whole.Number("trial") ?? 1) == trial)];
        if (!ByOwnName) return named;

        // The first trial bears the name that all of them share.
        EvidenceCase[] own = [.. named.Where(one => one.Whole.Text("case_id").Equals(name, StringComparison.OrdinalIgnoreCase))];
        return own.Length > 0 ? own : named;
    }
}
