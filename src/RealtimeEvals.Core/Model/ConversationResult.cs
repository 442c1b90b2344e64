using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of one simulated conversation. A check that was not asked for is null.</summary>
public sealed record ConversationResult : IStoredResult
{
    /// <summary>The failure source of a conversation that was held but could not be judged.</summary>
    internal const string JudgeSource = "judge";

    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The id of the simulation.</summary>
    public required string SimulationId { get; init; }

    /// <summary>The id of the conversation: that of the simulation, with the trial where there are several.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The number of the conversation in the run, from 1.</summary>
    public int ConversationNumber { get; init; }

    /// <summary>Number of conversations planned in the whole run, which shows when results are missing.</summary>
    public int Planned { get; init; }

    /// <summary>Number of conversations in the data before any limit or selection: simulations times trials.</summary>
    public int DataCases { get; init; }

    /// <summary>The trial of the simulation, from 1.</summary>
    public int Trial { get; init; } = 1;

    /// <summary>The simulation's tags.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>The verdict: Pass when every check that was asked for holds.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>Why the conversation ended.</summary>
    public EndReason EndReason { get; init; }

    /// <summary>Number of turns that were answered.</summary>
    public int TurnCount { get; init; }

    /// <summary>Whether every judge of the whole conversation gave grade 1; without such a judge, whether all other checks hold.</summary>
    public bool? GoalReached { get; init; }

    /// <summary>The reason for the verdict, in one sentence.</summary>
    public string Rationale { get; init; } = "";

    /// <summary>Whether every expected tool was called, anywhere in the conversation.</summary>
    public bool? ExpectedToolsCalled { get; init; }

    /// <summary>Whether the expected tools were called in the expected order.</summary>
    public bool? ExpectedToolsInOrder { get; init; }

    /// <summary>Whether the expected tools were called in order with the expected arguments.</summary>
    public bool? ExpectedArgumentsGiven { get; init; }

    /// <summary>The forbidden tools that were called.</summary>
    public ValueList<string> ForbiddenToolsCalled { get; init; } = ValueList<string>.Empty;

    /// <summary>Whether the final state of the mocks holds the expected values.</summary>
    public bool? FinalStateReached { get; init; }

    /// <summary>The final state of the mocks as JSON.</summary>
    public string FinalState { get; init; } = "";

    /// <summary>The rules that the caller broke; a conversation with any of them is no evidence.</summary>
    public ValueList<CallerFinding> CallerFindings { get; init; } = ValueList<CallerFinding>.Empty;

    /// <summary>The caller's last line, which was not answered: the sign for the end of the call, or the line that broke a rule.</summary>
    public string LastLine { get; init; } = "";

    /// <summary>The turns, in order.</summary>
    public ValueList<TurnResult> Turns { get; init; } = ValueList<TurnResult>.Empty;

    /// <summary>The results of the graders of the whole conversation.</summary>
    public ValueList<GraderResult> Grades { get; init; } = ValueList<GraderResult>.Empty;

    /// <summary>Whether the judge has been asked for every grade.</summary>
    public bool IsJudged { get; init; }

    /// <summary>The side that failed: simulator, assistant or judge; empty when none did.</summary>
    public string FailureSource { get; init; } = "";

    /// <summary>The stage at which the conversation failed; empty when it did not.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the error; empty when there was none.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>Tokens used by the agent.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>Tokens used by the caller's model.</summary>
    public TokenUsage CallerUsage { get; init; } = new();

    /// <summary>Cost of agent and caller, not judge, in US dollars by <c>data/models.json</c>; null if a model has no price.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The settings of the conversation.</summary>
    public ConversationSettings Settings { get; init; } = new();

    /// <summary>The agent's model as the service reported it.</summary>
    public string AssistantModel { get; init; } = "";

    /// <summary>The caller's model as the service reported it; empty for a scripted caller.</summary>
    public string SimulatorModel { get; init; } = "";

    /// <summary>The provider: <c>sandbox</c>, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>When the conversation started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Duration in milliseconds, without judging.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The index of simulations from which the conversation was planned.</summary>
    public string IndexPath { get; init; } = "";

    /// <summary>The path of the simulation's file.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the simulation's file as used, without a byte order mark, in hex.</summary>
    public string DataSha256 => Settings.SimulationSha256;

    /// <summary>The readable transcript, relative to <see cref="RunPath"/>.</summary>
    public string TranscriptPath { get; init; } = "";

    /// <summary>The complete record of the conversation as JSON, relative to <see cref="RunPath"/>.</summary>
    public string RecordPath { get; init; } = "";

    /// <summary>The event log, relative to <see cref="RunPath"/>.</summary>
    public string EventLogPath { get; init; } = "";

    CaseKey IStoredResult.GetKey() => new(SimulationId, Trial);

    string IStoredResult.GetEvidencePath() => FailureSource == JudgeSource ? RecordPath : EventLogPath;

    IEnumerable<object> IStoredResult.GetTurns() => Turns;

    IStoredResult IStoredResult.At(string runPath) => this with
    {
        RunPath = runPath,
        Turns = new(Turns.Select(turn => turn with { RunPath = runPath })),
    };

    IStoredResult IStoredResult.Rooted() => this with
    {
        TranscriptPath = AbsolutePaths.Under(RunPath, TranscriptPath),
        RecordPath = AbsolutePaths.Under(RunPath, RecordPath),
        EventLogPath = AbsolutePaths.Under(RunPath, EventLogPath),
        Turns = new(Turns.Select(turn => turn.Rooted())),
    };

    /// <summary>Returns the conversation, the outcome and the reason on one line.</summary>
    public override string ToString() => VisibleText.Of(Outcome switch
    {
        Outcome.Error => $"{ConversationId}: Error "
            + $"({(FailureSource == FailureStage ? FailureSource : $"{FailureSource}, {FailureStage}")}) {ErrorMessage}",
        Outcome.Pass => $"{ConversationId}: Pass",
        _ => $"{ConversationId}: {Outcome}, {Rationale}",
    });
}
