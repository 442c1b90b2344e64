namespace RealtimeEvals.Plots;

/// <summary>A plot of one or more runs.</summary>
public enum PlotKind
{
    /// <summary>Rates with their intervals, percentiles of latency, tokens, and outcomes.</summary>
    Scorecard = 0,

    /// <summary>The distribution of latency by outcome, and latency against tokens.</summary>
    DetailPanels,

    /// <summary>Latency and grades by the turn of a conversation.</summary>
    TurnTrends,

    /// <summary>The share of turns that were faster than each time, with p50, p95 and p99.</summary>
    LatencyEcdf,

    /// <summary>Outcomes by tag and by audio condition.</summary>
    OutcomeMap,

    /// <summary>The pass rate and the latency under each audio condition.</summary>
    ConditionCurve,

    /// <summary>The outcome of every trial of every case.</summary>
    TrialsStrip,

    /// <summary>Tokens and cost of each role.</summary>
    CostAndTokens,

    /// <summary>What differs between two runs, case by case.</summary>
    Comparison,

    /// <summary>Pass rate and latency of several runs over time.</summary>
    History,
}
