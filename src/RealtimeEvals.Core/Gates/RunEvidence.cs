using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>The evidence of one run, regardless of where it was read from.</summary>
public sealed record RunEvidence
{
    /// <summary>The id of the run; empty when it is not known.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The folder of the run; empty when the results do not name it.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>Number of planned cases; 0 when it is not known.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data, before any limit or selection; 0 when it is not known.</summary>
    public int DataCases { get; init; }

    /// <summary>The providers of all results, each once.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The problems that were found while the evidence was read.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init; } = [];

    /// <summary>The cases, each once.</summary>
    internal EvidenceCases Cases { get; init; } = EvidenceCases.None;

    /// <summary>Returns the number of cases with an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(Outcome outcome) => Cases.CountOf(outcome);
}
