using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>
/// Takes the cases that a selection means out of the data. A name that means nothing is an error, since it would thin the evidence out
/// unnoticed.
/// </summary>
/// <param name="options">The selection, and where the data is.</param>
/// <param name="harness">The name of the harness; the cases of a run of another are others.</param>
/// <param name="names">What a case can be selected by.</param>
internal sealed class CaseSelector<T>(RunOptions options, string harness, Func<T, CaseNames> names)
{
    private readonly List<string> _faults = [];

    /// <summary>The cases that are meant, in their order.</summary>
    /// <exception cref="EvalException"><c>UnknownCase</c>, <c>NoCaseSelected</c>, or a run cannot be read.</exception>
    public IReadOnlyList<T> Choose(IReadOnlyList<T> cases)
    {
        CaseSelection selection = options.Selection;
        if (selection.IsAll) return cases;
        CaseNames[] all = [.. cases.Select(names)];
        HashSet<string>[] parts = [.. ByIds(all), .. ByTags(all), .. ByRuns(all)];
        if (_faults.Count > 0) throw EvalErrors.UnknownCase(options.DataPath, _faults);
        T[] chosen = [.. cases.Where(one => parts.All(part => part.Contains(names(one).Id)))];
        return chosen.Length > 0 ? chosen : throw EvalErrors.NoCaseSelected(options.DataPath, all.Length);
    }

    private IEnumerable<HashSet<string>> ByIds(CaseNames[] all)
    {
        IReadOnlyList<string> wanted = options.Selection.CaseIds;
        if (wanted.Count == 0) yield break;
        foreach (string id in wanted.Where(id => !all.Any(one => one.IsCalled(id))))
        {
            _faults.Add($"There is no case '{id}'{Nearest.Told(id, all.Select(one => one.Id))}.");
        }

        yield return SetOf(all.Where(one => wanted.Any(one.IsCalled)));
    }

    private IEnumerable<HashSet<string>> ByTags(CaseNames[] all)
    {
        IReadOnlyList<string> wanted = options.Selection.Tags;
        if (wanted.Count == 0) yield break;
        string[] known = [.. all.SelectMany(one => one.Tags).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string tag in wanted.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            string others = known.Length == 0 ? ", nor any other" : Nearest.Told(tag, known);
            _faults.Add($"No case bears the tag '{tag}'{others}.");
        }

        yield return SetOf(all.Where(one => one.Tags.Intersect(wanted, StringComparer.OrdinalIgnoreCase).Any()));
    }

    private IEnumerable<HashSet<string>> ByRuns(CaseNames[] all)
    {
        if (options.Selection.FailedIn.Count == 0) yield break;
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in options.Selection.FailedIn)
        {
            foreach (UnpassedCase one in UnpassedCase.Of(path, harness, all))
            {
                // A trial that is not run this time stands for its case.
                CaseNames[] meant = [.. all.Where(known => known.IsCalled(one.Name))];
                if (meant.Length == 0) meant = [.. all.Where(known => one.CaseId.Length > 0 && known.IsCalled(one.CaseId))];
                if (meant.Length == 0)
                {
                    string near = Nearest.Told(one.Name, all.Select(known => known.Id));
                    _faults.Add($"The case '{one.Name}' of the run '{Path.GetFileName(path)}' is not in the data{near}.");
                }

                found.UnionWith(meant.Select(known => known.Id));
            }
        }

        yield return found;
    }

    private static HashSet<string> SetOf(IEnumerable<CaseNames> cases) =>
        new(cases.Select(one => one.Id), StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a case can be selected by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">What else it goes by: for a trial the simulation; empty for nothing.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record CaseNames(string Id, string Group, IReadOnlyList<string> Tags)
{
    /// <summary>Whether a case is meant by a name.</summary>
    public bool IsCalled(string name) =>
        Id.Equals(name, StringComparison.OrdinalIgnoreCase) || Group.Equals(name, StringComparison.OrdinalIgnoreCase);
}
