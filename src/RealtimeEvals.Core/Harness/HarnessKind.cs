using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>A kind of run: its name, and how its results are read from disk.</summary>
/// <param name="Name">The name in plans and manifests, which is also the verb of the command line.</param>
/// <param name="CaseNoun">The noun for one of its cases, for messages.</param>
public abstract record HarnessKind(string Name, string CaseNoun)
{
    /// <summary>The columns of its <c>results.csv</c>, including those of every grader kind, and whether they are figures.</summary>
    internal abstract IEnumerable<(string Name, bool IsFigure)> Columns { get; }

    /// <summary>Reads the newest result of each case from the folder of a run, whose journal must be unchanged.</summary>
    /// <exception cref="EvalException"><c>JournalChanged</c> or <c>InvalidInput</c>.</exception>
    internal abstract IReadOnlyList<IStoredResult> Read(IStoredRun run);

    /// <summary>Gives the results of a run one by one, in the order in which they were written.</summary>
    /// <param name="run">The run, whose journal must be unchanged.</param>
    /// <param name="newestOnly">Whether only the newest result of each case is given.</param>
    /// <param name="take">Takes a result.</param>
    /// <exception cref="EvalException"><c>JournalChanged</c> or <c>InvalidInput</c>.</exception>
    internal abstract void Each(IStoredRun run, bool newestOnly, Action<IStoredResult> take);
}
