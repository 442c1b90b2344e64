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
    internal IReadOnlyList<EvidenceCase> Cases { get; init; } = [];

    /// <summary>Returns the number of cases with an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(Outcome outcome) => Cases.Count(one => one.Outcome == outcome);
}

/// <summary>One case of a run as evidence for a gate.</summary>
/// <param name="Id">The id of the case.</param>
/// <param name="Outcome">Its outcome; Inconclusive when it is missing or unreadable.</param>
/// <param name="Whole">The values of the case as a whole.</param>
/// <param name="Turns">The values of its turns; for a single turn, the case itself.</param>
internal sealed record EvidenceCase(string Id, Outcome Outcome, EvidenceRow Whole, IReadOnlyList<EvidenceRow> Turns)
{
    /// <summary>What all trials of the case share, and all of its turns; empty when that is not known.</summary>
    public string Cluster { get; } = Whole.CaseId;

    /// <summary>Whether the case passed or failed.</summary>
    public bool HasVerdict => Outcome is Outcome.Pass or Outcome.Fail;

    /// <summary>The tags of the case.</summary>
    public string[] Tags => Whole.Text("tags") is not "[]" and string tags
        ? tags.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [];
}
