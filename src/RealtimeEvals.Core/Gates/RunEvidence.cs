using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Everything that a gate knows about one run, wherever it was read from.</summary>
public sealed record RunEvidence
{
    /// <summary>The run; empty when nothing names it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The folder of the run; empty when the results bear none.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>Cases that were planned; 0 when nothing says how many.</summary>
    public int Planned { get; init; }

    /// <summary>Cases that the data held, before any limit or selection; 0 when nothing says how many.</summary>
    public int DataCases { get; init; }

    /// <summary>Everybody who answered.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>What was wrong with the evidence already when it was read.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init; } = [];

    /// <summary>The cases, each once.</summary>
    internal IReadOnlyList<EvidenceCase> Cases { get; init; } = [];

    /// <summary>How many cases had an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(Outcome outcome) => Cases.Count(one => one.Outcome == outcome);
}
