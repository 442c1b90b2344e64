using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What a run would do. When it is shown, nothing has been spent or written.</summary>
public sealed record RunPlan
{
    /// <summary>The harness: crawl, walk, run, refusal-smoke or benchmark.</summary>
    public required string Harness { get; init; }

    /// <summary>The word for one case, in what the plan says of itself.</summary>
    internal string CaseNoun { get; init; } = "case";

    /// <summary>The run that would be started.</summary>
    public required string RunId { get; init; }

    /// <summary>The folder that the run would write to.</summary>
    public required string RunPath { get; init; }

    /// <summary>The data file: the cases, the index of simulations or the smoke set.</summary>
    public required string DataPath { get; init; }

    /// <summary>Cases that would be run: conversations that would be held, or rows that would be asked for.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The selection of cases; empty for all.</summary>
    public string Selection { get; init; } = "";

    /// <summary>The model under test; of simulations the models.</summary>
    public string Model { get; init; } = "";

    /// <summary>
    /// The agent's voice, in crawl and in a voice run the caller's too; of simulations the agent's voices; empty where nothing is spoken.
    /// </summary>
    public string Voice { get; init; } = "";

    /// <summary>Who would answer: sandbox, replay, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The address that would be called, without its query; empty when no service is called.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The estimated cost in US dollars; null when it is not known.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>The basis of the estimate, or why there is none.</summary>
    public string CostBasis { get; init; } = "";

    /// <summary>Returns the plan on one line.</summary>
    public override string ToString()
    {
        string part = Planned == DataCases ? "" : FormattableString.Invariant($" of {DataCases}");
        string plural = Planned == 1 && DataCases == 1 ? "" : "s";
        string selection = Selection.Length > 0 ? $" ({Selection})" : "";
        string endpoint = Endpoint.Length > 0 ? $", by {Endpoint}" : "";
        string cost = EstimatedCostUsd is decimal known ? FormattableString.Invariant($"${known:0.00##}") : "unknown";
        return VisibleText.Of(
            FormattableString.Invariant($"{Planned}{part} {CaseNoun}{plural}{selection} with {Model} at {Provider}, ")
            + FormattableString.Invariant($"into {RunPath}{endpoint}; ")
            + FormattableString.Invariant($"estimated cost {cost} ({CostBasis})"));
    }
}
