using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>
/// The cost and outcomes of a run so far, so that progress need not add up all results each time. Safe for concurrent use.
/// </summary>
internal sealed class RunCounts
{
    private readonly Lock _gate = new();
    private decimal _cost;
    private int _unknownCosts;
    private int _passed;
    private int _failed;

    /// <summary>Counts a result, and subtracts the one that it replaces.</summary>
    /// <param name="before">The earlier result of the case; null when there is none.</param>
    /// <param name="result">The result.</param>
    public void Replace(Standing? before, Standing result)
    {
        lock (_gate)
        {
            if (before is not null) Count(before, -1);
            Count(result, 1);
        }
    }

    /// <summary>Returns progress with the counts; the cost is null while the cost of any case is not known.</summary>
    public RunProgress AddTo(RunProgress progress)
    {
        lock (_gate)
        {
            return progress with { CostUsd = _unknownCosts > 0 ? null : _cost, Passed = _passed, Failed = _failed };
        }
    }

    private void Count(Standing one, int sign)
    {
        _cost += sign * (one.CostUsd ?? 0);
        _unknownCosts += one.CostUsd is null ? sign : 0;
        _passed += one.Outcome == Outcome.Pass ? sign : 0;
        _failed += one.Outcome is Outcome.Fail or Outcome.Error ? sign : 0;
    }
}
