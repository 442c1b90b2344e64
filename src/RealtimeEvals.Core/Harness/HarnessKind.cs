using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>A kind of run: its name, and how its results are read again.</summary>
/// <param name="Name">The name in plans and manifests, which is the program's verb.</param>
/// <param name="CaseNoun">The word for one case of it.</param>
public abstract record HarnessKind(string Name, string CaseNoun)
{
    /// <summary>The columns of its <c>results.csv</c>, with those of every grader kind, and whether they are figures.</summary>
    internal abstract IEnumerable<(string Name, bool IsFigure)> Columns { get; }

    /// <summary>The results of a run in its folder, which must be as the run left it; of each case the newest.</summary>
    /// <exception cref="EvalException"><c>JournalChanged</c> or <c>InvalidInput</c>.</exception>
    internal abstract IReadOnlyList<IStoredResult> Read(IStoredRun run);
}
