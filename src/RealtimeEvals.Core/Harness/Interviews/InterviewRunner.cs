using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>Holds one interview: a conversation that the agent ends by its words, and that limits of time and cost end too.</summary>
internal sealed class InterviewRunner(
    EvalServices services,
    BenchmarkOptions options,
    ITextModel participant,
    Lazy<CallerVoice> speech,
    ConversationScope scope,
    Action<TurnResult> record) : ConversationRunner(services, options, speech, scope, record)
{
    private readonly Interview _interview = (Interview)scope.Simulation;

    private protected override Task<ICaller> OpenCallerAsync(EventSource log, CancellationToken cancellationToken) =>
        Task.FromResult<ICaller>(
            new Participant(participant, options.ParticipantAudio ? Speech.Value : null, Scope, options, Observed.Spending, log,
                Services.Time));

    /// <summary>Returns a result with nothing but the ids and the prompts.</summary>
    public static InterviewResult NewResult(BenchmarkOptions options, Interview interview, string runId, string name) => new()
    {
        RunId = runId,
        SimulationId = interview.Id,
        ConversationId = name,
        InterviewerPrompt = interview.InterviewerPrompt.Name,
        InterviewerPromptId = interview.InterviewerPrompt.Id,
        ParticipantPrompt = interview.ParticipantPrompt.Name,
        ParticipantPromptId = interview.ParticipantPrompt.Id,
        ParticipantPromptText = interview.Caller.SystemPrompt,
        EndCue = interview.EndCue,
        ParticipantAudio = options.ParticipantAudio,
        ParticipantCondition = options.ParticipantAudio ? options.ParticipantCondition : "",
    };

    private protected override ConversationResult NewResult() =>
        NewResult(options, _interview, Scope.Manifest.RunId, Scope.Name);

    private protected override string StageOf(Exception exception) =>
        exception is TextModelException ? FailureStage.Participant : base.StageOf(exception);

    private protected override EndReason? EndsAfter(TurnResult turn, ConversationObservations observed)
    {
        if (PromptText.CueIn(turn.AssistantText, _interview.EndCue).Length > 0) return EndReason.Cue;
        if (observed.Elapsed >= options.TimeLimit) return EndReason.TimeLimit;
        if (options.CostLimitUsd is not decimal limit) return null;

        // A cost that is not known may be above the limit.
        return CostWith(turn, observed) is decimal cost && cost < limit ? null : EndReason.CostLimit;
    }

    private decimal? CostWith(TurnResult turn, ConversationObservations observed)
    {
        TurnResult[] turns = [.. observed.Turns, turn];

        // The participant's first line is given and asked of no model, so that there is no usage that could be reported.
        return Of(turns.Select(one => one.Usage), observed.AgentModel, options.InterviewerModel)
            + Of(turns.Skip(1).Select(one => one.CallerUsage), observed.CallerModel, options.ParticipantModel);

        decimal? Of(IEnumerable<TokenUsage> usages, string named, string asked)
        {
            TokenUsage[] all = [.. usages];
            if (all.Length == 0) return 0;

            // A sum would take what one turn did not report for nothing.
            if (all.Any(one => one.OutputTokens is null)) return null;
            TokenUsage sum = all.Aggregate(new TokenUsage(), (so, one) => so.Add(one));
            return Cost.Of(Scope.Manifest.Provider, sum, named, options.Target.ModelOf(asked), observed.Elapsed);
        }
    }
}
