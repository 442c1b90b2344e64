using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>The runs of a database of the benchmark platform of vCDR as interviews of ours.</summary>
public static class SeedRuns
{
    /// <summary>Converts rows.</summary>
    /// <param name="rows">The rows of the database.</param>
    /// <param name="path">The absolute path of the database.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: all cells that are not as they should be.</exception>
    public static IReadOnlyList<BenchmarkRun> Of(IReadOnlyList<SeedRow> rows, string path)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var problems = new DataProblems();
        BenchmarkRun?[] runs = [.. rows.Select(row => SeedRun.ToRun(row, path, problems))];
        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : [.. runs.OfType<BenchmarkRun>()];
    }
}
