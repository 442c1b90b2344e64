using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Comparing;

/// <summary>Compares two runs, or a run and a baseline file.</summary>
/// <param name="distributions">The distributions that tests and intervals are computed with.</param>
public sealed class CompareOperation(IDistributions distributions)
{
    /// <summary>Compares.</summary>
    /// <param name="options">Which runs, by their absolute paths, and how.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>, <c>RunNotFound</c>, <c>RunChanged</c>, <c>InvalidInput</c>, or <c>RunsNotComparable</c>: every reason.
    /// </exception>
    public EvalComparison Compare(CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        Func<string, bool> wants = FigurePick.Wanted(options.Figures);
        RunSide reference = SideReader.Read(options.ReferencePath, wants);
        RunSide candidate = SideReader.Read(options.CandidatePath, wants);
        IReadOnlyList<SettingDifference> differences = SettingDifferences.Of(reference, candidate);
        IReadOnlyList<string> refusals = SettingDifferences.Refusals(reference, candidate, differences);
        if (refusals.Count > 0) throw EvalErrors.RunsNotComparable(reference.RunId, candidate.RunId, refusals);
        PairedRuns pairs = PairedRuns.Of(reference, candidate);
        if (pairs.Cases.Count == 0 && pairs.Unusable.Count == 0)
        {
            throw EvalErrors.RunsNotComparable(reference.RunId, candidate.RunId, ["they have no case in common."]);
        }

        return new ComparisonReport(pairs, options, distributions).Create(differences);
    }

    /// <summary>Returns two runs in the order of their starts, the older one first.</summary>
    /// <param name="first">The folder of a run.</param>
    /// <param name="second">The folder of another run.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>.</exception>
    public static (string Older, string Newer) InOrder(string first, string second)
    {
        return StartOf(second) < StartOf(first) ? (second, first) : (first, second);

        static DateTimeOffset StartOf(string path) => (RunStores.Find(path) ?? throw EvalErrors.RunNotFound(path)).Manifest.StartedAt;
    }
}
