using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>
/// Selects cases from the data. An unknown name is an error, because the run would otherwise cover fewer cases than the user expects.
/// </summary>
/// <param name="options">The selection, and the path of the data.</param>
/// <param name="harness">The name of the harness; a run of another harness has different cases.</param>
/// <param name="names">Returns the names that a case can be selected by.</param>
internal sealed class CaseSelector<T>(RunOptions options, string harness, Func<T, CaseNames> names)
{
    private readonly List<string> _faults = [];

    /// <summary>Returns the selected cases in the order of the data.</summary>
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
            _faults.Add($"There is no case '{id}'{Nearest.Suggest(id, all.Select(one => one.Id))}.");
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
            string others = known.Length == 0 ? ", nor any other" : Nearest.Suggest(tag, known);
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
                // A trial that is not planned this time selects its whole case.
                CaseNames[] meant = [.. all.Where(known => known.IsCalled(one.Name))];
                if (meant.Length == 0) meant = [.. all.Where(known => one.CaseId.Length > 0 && known.IsCalled(one.CaseId))];
                if (meant.Length == 0)
                {
                    string near = Nearest.Suggest(one.Name, all.Select(known => known.Id));
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

/// <summary>The names that a case can be selected by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">The name that trials of one case share, such as the id of a simulation; empty when there is none.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record CaseNames(string Id, string Group, IReadOnlyList<string> Tags)
{
    /// <summary>Whether a name selects the case.</summary>
    public bool IsCalled(string name) =>
        Id.Equals(name, StringComparison.OrdinalIgnoreCase) || Group.Equals(name, StringComparison.OrdinalIgnoreCase);
}
