using System.Text.Json;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>Builds the result of a conversation from its collected evidence.</summary>
internal sealed class ConversationRecord(
    ConversationOptions options,
    ConversationScope scope,
    ConversationFiles files,
    ConversationObservations observed)
{
    private readonly Simulation _simulation = scope.Simulation;

    /// <summary>Returns the result of a conversation that is not held.</summary>
    /// <param name="services">The clock, and what the mocked tools need.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="scope">The conversation.</param>
    /// <param name="empty">A result of the type that is wanted, with nothing but the ids.</param>
    /// <param name="reason">Why the run was stopped.</param>
    public static ConversationResult Skip(
        EvalServices services, ConversationOptions options, ConversationScope scope, ConversationResult empty, string reason)
    {
        var files = new ConversationFiles(scope.Folder, scope.Name, scope.Attempt);
        var observed = new ConversationObservations(services.Time, scope.Manifest.Provider) { EndReason = EndReason.NotHeld };
        observed.Turns.Add(new TurnResult
        {
            RunId = empty.RunId,
            SimulationId = empty.SimulationId,
            ConversationId = empty.ConversationId,
            RunPath = scope.Folder.Path,
            StartedAt = observed.StartedAt,
            ErrorMessage = reason,
        });
        JsonElement state = new MockedTools(scope.Simulation, services.Time).State;
        return new ConversationRecord(options, scope, files, observed).ToResult(empty, state) with
        {
            Outcome = Outcome.Skipped,
            Rationale = reason,
            Attempts = 0,
            TurnCount = 0,
            CostUsd = 0,
            DurationMs = 0,
            ExpectedToolsCalled = null,
            ExpectedToolsInOrder = null,
            ExpectedArgumentsGiven = null,
            FinalStateReached = null,
            Grades = ValueList<GraderResult>.Empty,
            TranscriptPath = "",
            RecordPath = "",
            EventLogPath = "",
        };
    }

    /// <summary>Returns the result, not judged yet.</summary>
    /// <param name="empty">A result of the type that is wanted, with nothing but the ids.</param>
    /// <param name="state">The state of the mocked tools at the end.</param>
    public ConversationResult ToResult(ConversationResult empty, JsonElement state)
    {
        ToolCall[] calls = [.. observed.Turns.SelectMany(turn => turn.ToolCalls)];
        TraceGrade trace = TraceGrader.Grade(_simulation.Expectation, calls, state, _simulation.Agent.Tools);
        bool failed = observed.Failure is not null;
        TokenUsage agent = Sum(turn => turn.Usage);
        TokenUsage caller = Sum(turn => turn.CallerUsage).Add(observed.LastUsage);
        return empty with
        {
            ConversationNumber = scope.Number,
            Planned = scope.Manifest.Planned,
            DataCases = scope.Manifest.DataCases,
            Trial = scope.Key.Trial,
            Tags = new(_simulation.Tags),
            EndReason = failed ? EndReason.Failed : observed.EndReason,
            TurnCount = observed.Turns.Count(turn => turn.FailureStage.Length == 0),
            ExpectedToolsCalled = failed ? null : trace.ToolsCalled,
            ExpectedToolsInOrder = failed ? null : trace.InOrder,
            ExpectedArgumentsGiven = failed ? null : trace.ArgumentsGiven,
            ForbiddenToolsCalled = new(trace.ForbiddenCalled),
            FinalStateReached = failed ? null : trace.FinalStateReached,
            FinalState = state.GetRawText(),
            CallerFindings = new(observed.Findings),
            LastLine = observed.LastLine,
            Turns = new(observed.Turns),
            Grades = failed ? ValueList<GraderResult>.Empty : new(Score(trace)),
            FailureSource = failed ? observed.Side : "",
            FailureStage = observed.Failure?.Stage ?? "",
            ErrorType = observed.Failure?.Type ?? "",
            ErrorMessage = observed.Failure?.Message ?? "",
            Usage = agent,
            CallerUsage = caller,
            CostUsd = CostOf(agent, caller),
            Spent = observed.Spending.All,
            Settings = Settings(),
            AssistantModel = observed.AgentModel.Length > 0 ? observed.AgentModel : _simulation.Agent.Model,
            SimulatorModel = observed.CallerModel.Length > 0 || _simulation.Turns.IsScripted
                ? observed.CallerModel
                : _simulation.Caller.Model,
            Provider = scope.Manifest.Provider,
            StartedAt = observed.StartedAt,
            DurationMs = observed.Elapsed.TotalMilliseconds,
            RunPath = files.RunPath,
            IndexPath = options.DataPath,
            DataPath = _simulation.Path,
            TranscriptPath = files.TranscriptPath,
            RecordPath = files.RecordPath,
            EventLogPath = files.EventLogPath,
        };
    }

    private TokenUsage Sum(Func<TurnResult, TokenUsage> usage) =>
        observed.Turns.Aggregate(new TokenUsage(), (sum, turn) => sum.Add(usage(turn)));

    /// <summary>Returns the cost of both sides in US dollars. The sandbox costs nothing, whatever tokens it reports.</summary>
    private decimal? CostOf(TokenUsage agent, TokenUsage caller)
    {
        if (Cost.IsFree(scope.Manifest.Provider)) return 0;

        // Tokens of an interrupted response may have been billed without being reported.
        if (observed.Failure is not null) return null;
        decimal? own = CostOf(agent, observed.AgentModel, _simulation.Agent.Model);

        // The first line of an interview's participant is given and asked of no model.
        bool isGiven = _simulation is Interview && observed.Turns.Count <= 1 && observed.LastLine.Length == 0;
        return _simulation.Turns.IsScripted || isGiven ? own : own + CostOf(caller, observed.CallerModel, _simulation.Caller.Model);
    }

    /// <summary>Returns the cost of one side, by the model that the service reported or else the requested one.</summary>
    private decimal? CostOf(TokenUsage usage, string named, string asked) =>
        Cost.Of(scope.Manifest.Provider, usage, named, options.Target.ModelOf(asked), observed.Session);

    private IEnumerable<GraderResult> Score(TraceGrade calls) => _simulation.TraceGraders
        .Where(grader => !grader.NeedsJudge)
        .Select(grader => GraderScore.ToResult(grader.How.Score(observed.Turns, calls), grader.Id, turnIndex: 0));

    private ConversationSettings Settings() => new()
    {
        AssistantModel = _simulation.Agent.Model,
        AssistantVoice = _simulation.Agent.Voice,
        SimulatorModel = _simulation.Turns.IsScripted ? "" : _simulation.Caller.Model,
        SimulatorVoice = _simulation.Turns.IsScripted ? options.SpeechOf(_simulation.Caller.Voice).Voice : _simulation.Caller.Voice,
        SystemPromptSha256 = FileHash.OfText(_simulation.Agent.SystemPrompt),
        ToolsSha256 = FileHash.OfText(_simulation.Agent.Tools.Source),
        SimulatorPromptSha256 = FileHash.OfText(_simulation.Caller.SystemPrompt),
        SimulationSha256 = FileHash.OfText(_simulation.Source),
        InputFormat = _simulation.Audio.Input.ToString(),
        OutputFormat = _simulation.Audio.Output.ToString(),
        ChunkMs = _simulation.Audio.ChunkMilliseconds,
        RealTime = _simulation.Audio.RealTime,
        MaxTurns = _simulation.Turns.Maximum,
        ToolRoundLimit = options.RoundLimit,
        Seed = _simulation.Seed ?? options.Seed,
        Scenario = _simulation.Scenario,
        SystemPrompt = _simulation.Agent.SystemPrompt,
        ExpectedCalls = new(_simulation.Expectation.Calls.Select(call => $"{call.Name}({JsonSerializer.Serialize(call.Arguments)})")),
        ForbiddenTools = new(_simulation.Expectation.ForbiddenTools),
        TurnGraders = new(_simulation.TurnGraders),
        TraceGraders = new(_simulation.TraceGraders),
    };
}
