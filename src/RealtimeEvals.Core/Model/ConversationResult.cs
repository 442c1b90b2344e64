using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of one simulated conversation. A check that was not asked for is null.</summary>
public record ConversationResult : IStoredResult
{
    /// <summary>The failure source of a conversation that was held but could not be judged.</summary>
    internal const string JudgeSource = "judge";

    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The id of the simulation.</summary>
    public required string SimulationId { get; init; }

    /// <summary>The id of the conversation: that of the simulation, with the trial where there are several.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The place of the conversation in the run, from 1.</summary>
    public int ConversationNumber { get; init; }

    /// <summary>Number of conversations planned in the whole run, which shows when results are missing.</summary>
    public int Planned { get; init; }

    /// <summary>Conversations that the data holds, each simulation with its trials, before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The trial of the simulation, from 1.</summary>
    public int Trial { get; init; } = 1;

    /// <summary>The simulation's tags.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>The verdict: Inconclusive, Pass, Fail, Error or Skipped. Pass when every truth that was asked for holds.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>
    /// Why the conversation ended: Failed, EndCall, ScriptEnd, MaxTurns, InvalidCaller, AgentSilent or ToolLoop; of an interview also Cue,
    /// TimeLimit or CostLimit.
    /// </summary>
    public EndReason EndReason { get; init; }

    /// <summary>Number of turns that were answered.</summary>
    public int TurnCount { get; init; }

    /// <summary>
    /// Whether every judge of the whole conversation gave grade 1; where no grader asks one, whether every other truth holds. Null when the
    /// conversation broke or its judge has not graded.
    /// </summary>
    public bool? GoalReached { get; init; }

    /// <summary>The reason for the verdict, in one sentence.</summary>
    public string Rationale { get; init; } = "";

    /// <summary>Whether every expected tool was called, anywhere in the conversation; null when that was not asked.</summary>
    public bool? ExpectedToolsCalled { get; init; }

    /// <summary>Whether the expected tools were called in their order; null when that was not asked.</summary>
    public bool? ExpectedToolsInOrder { get; init; }

    /// <summary>Whether they were called in their order with the expected arguments; null when that was not asked.</summary>
    public bool? ExpectedArgumentsGiven { get; init; }

    /// <summary>The forbidden tools that were called.</summary>
    public ValueList<string> ForbiddenToolsCalled { get; init; } = ValueList<string>.Empty;

    /// <summary>Whether the state at the end holds what it should; null when that was not asked.</summary>
    public bool? FinalStateReached { get; init; }

    /// <summary>The final state of the mocks as JSON.</summary>
    public string FinalState { get; init; } = "";

    /// <summary>The rules that the caller broke, each with Fault, TurnIndex and Text; a conversation with any is no evidence.</summary>
    public ValueList<CallerFinding> CallerFindings { get; init; } = ValueList<CallerFinding>.Empty;

    /// <summary>What the caller said last without being answered: END_CALL, or the line that broke a rule.</summary>
    public string LastLine { get; init; } = "";

    /// <summary>The turns, in order.</summary>
    public ValueList<TurnResult> Turns { get; init; } = ValueList<TurnResult>.Empty;

    /// <summary>
    /// What the graders of the whole conversation said, each with GraderId, TurnIndex (0), Status (Open, Graded, NotApplicable or Error),
    /// Grade, Rationale, Samples, Agreement, JudgeModel, ResolvedModel, PromptSha256, ErrorMessage and Usage.
    /// </summary>
    public ValueList<GraderResult> Grades { get; init; } = ValueList<GraderResult>.Empty;

    /// <summary>Whether the judging has ended.</summary>
    public bool IsJudged { get; init; }

    /// <summary>The side that failed: simulator, assistant or judge; empty when none did.</summary>
    public string FailureSource { get; init; } = "";

    /// <summary>
    /// Where it failed; empty when it did not. One of connection, handshake, speech, response_error, response_status, response_timeout,
    /// response_missing_done, response_protocol, participant, simulation_execution and judge.
    /// </summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the failure, or the error code of the service.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>Tokens of the agent, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>Tokens of the caller's model, by kind.</summary>
    public TokenUsage CallerUsage { get; init; } = new();

    /// <summary>
    /// Cost of agent and caller in US dollars by data/models.json, the judge not included; null when a model has no price there, 0 on the
    /// sandbox.
    /// </summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What was used beside agent and caller: speech, judge and transcription, each with Role, Model, Usage and CostUsd.</summary>
    public ValueList<RoleCost> Spent { get; init; } = ValueList<RoleCost>.Empty;

    /// <summary>
    /// What the conversation was held with: models, voices, formats, limits, hashes, scenario, system prompt, expected calls and graders.
    /// </summary>
    public ConversationSettings Settings { get; init; } = new();

    /// <summary>The agent's model as the service reported it.</summary>
    public string AssistantModel { get; init; } = "";

    /// <summary>The caller's model as the service reported it; empty for a scripted caller.</summary>
    public string SimulatorModel { get; init; } = "";

    /// <summary>Who answered: sandbox, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>
    /// Number of attempts at the conversation: 1, and one more for each time that its error was tried again; 0 when it was skipped.
    /// </summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When the conversation started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, judging not included.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The index of simulations from which the conversation was planned.</summary>
    public string IndexPath { get; init; } = "";

    /// <summary>The path of the simulation's file.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the simulation's file as it was held, in hex.</summary>
    public string DataSha256 => Settings.SimulationSha256;

    /// <summary>The conversation as people read it, absolute; files of the run have it relative to <see cref="RunPath" />.</summary>
    public string TranscriptPath { get; init; } = "";

    /// <summary>Everything about the conversation as JSON, absolute; files of the run have it relative to <see cref="RunPath" />.</summary>
    public string RecordPath { get; init; } = "";

    /// <summary>The event log, absolute; files of the run have it relative to <see cref="RunPath" />.</summary>
    public string EventLogPath { get; init; } = "";

    CaseKey IStoredResult.GetKey() => new(SimulationId, Trial);

    /// <inheritdoc />
    int IStoredResult.GetNumber() => ConversationNumber;

    string IStoredResult.GetEvidencePath() => FailureSource == JudgeSource ? RecordPath : EventLogPath;

    IEnumerable<object> IStoredResult.GetTurns() => Turns;

    string IStoredResult.GetErrorType() => ErrorType;

    IStoredResult IStoredResult.Tried(int attempts) => this with { Attempts = attempts };

    long? IStoredResult.GetTokens()
    {
        // A caller that is scripted, and the first line of a participant, are asked of no model.
        bool isAsked = Settings.SimulatorModel.Length > 0 && TurnCount > 1;
        return Usage.TotalOf(Outcome) + (isAsked ? CallerUsage.TotalOf(Outcome) : CallerUsage.Total ?? 0) + RoleCost.TokensOf(Spent);
    }

    decimal? IStoredResult.GetSpentUsd() => CostUsd + RoleCost.Sum(Spent);

    IStoredResult IStoredResult.At(string runPath) => this with
    {
        RunPath = runPath,
        Turns = new(Turns.Select(turn => turn with { RunPath = runPath })),
    };

    /// <inheritdoc />
    IStoredResult IStoredResult.In(string runId, int planned) => this with
    {
        RunId = runId,
        Planned = planned,
        Turns = new(Turns.Select(turn => turn with { RunId = runId })),
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
