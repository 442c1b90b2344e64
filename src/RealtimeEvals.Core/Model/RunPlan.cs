using System.Text.Json.Serialization;
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

    /// <summary>Trials that would be run: conversations that would be held, or rows that would be asked for.</summary>
    public int Planned { get; init; }

    /// <summary>Different cases among them.</summary>
    public int Cases { get; init; }

    /// <summary>Trials of all these cases; the same as <see cref="Planned"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Trials => Planned;

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

    /// <summary>Realtime sessions with the model under test.</summary>
    public int AgentSessions { get; init; }

    /// <summary>Answers that the model under test is asked for, also after tool calls that are expected.</summary>
    public int AgentCalls { get; init; }

    /// <summary>Lines that the realtime model of the caller is asked for.</summary>
    public int CallerCalls { get; init; }

    /// <summary>Lines that the text model of the participant is asked for.</summary>
    public int ParticipantCalls { get; init; }

    /// <summary>Lines that are spoken and not in the speech cache yet.</summary>
    public int SpeechCalls { get; init; }

    /// <summary>Questions to a judge.</summary>
    public int JudgeCalls { get; init; }

    /// <summary>Recordings that are written down for graders that listen.</summary>
    public int TranscriptionCalls { get; init; }

    /// <summary>All calls.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Calls => AgentCalls + CallerCalls + ParticipantCalls + SpeechCalls + JudgeCalls + TranscriptionCalls;

    /// <summary>Minutes of sound that the model under test would hear; null when they are not known.</summary>
    public double? AudioInputMinutes { get; init; }

    /// <summary>Minutes that the model under test would speak; null when they are not known.</summary>
    public double? AudioOutputMinutes { get; init; }

    /// <summary>Whether the run may take fewer calls than said here, because conversations may end before their limit of turns.</summary>
    public bool IsUpperBound { get; init; }

    /// <summary>The estimated cost by role, model and modality.</summary>
    public ValueList<PlanCost> Costs { get; init; } = ValueList<PlanCost>.Empty;

    /// <summary>
    /// What the run would ask for that has no price in the list, as role and model, such as <c>Speech gpt-4o-mini-tts</c>; its cost is
    /// unknown. Empty where everything has a price, or the service costs nothing.
    /// </summary>
    public ValueList<string> UnknownPrices { get; init; } = ValueList<string>.Empty;

    /// <summary>Whether everything that the run would ask for has a price, or costs nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool ArePricesKnown => UnknownPrices.Count == 0;

    /// <summary>The day of the price list; a price may have changed since.</summary>
    public DateOnly? PricesAsOf { get; init; }

    /// <summary>Models of the run that have ended or end within 90 days.</summary>
    public ValueList<string> Warnings { get; init; } = ValueList<string>.Empty;

    /// <summary>The estimated cost in US dollars, the sum of <see cref="Costs"/>; null when a part of it is not known.</summary>
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
        string most = IsUpperBound ? "at most " : "";
        string minutes = AudioInputMinutes is double heard && AudioOutputMinutes is double said
            ? FormattableString.Invariant($", {heard + said:0.#} minutes of sound")
            : "";
        return VisibleText.Of(
            FormattableString.Invariant($"{Planned}{part} {CaseNoun}{plural}{selection} with {Model} at {Provider}, ")
            + FormattableString.Invariant($"into {RunPath}{endpoint}; ")
            + FormattableString.Invariant($"{most}{Calls} call{(Calls == 1 ? "" : "s")}{minutes}; ")
            + FormattableString.Invariant($"estimated cost {cost} ({CostBasis})"));
    }
}
