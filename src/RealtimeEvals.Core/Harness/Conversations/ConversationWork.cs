using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// What simulated conversations take, as if each one went on to its limit of turns, which is its script where the caller has one. Each
/// answer gets the whole conversation again; nothing is assumed to be cached.
/// </summary>
/// <param name="options">The models and the service.</param>
/// <param name="speech">The lines of callers that are written.</param>
internal sealed class ConversationWork(SimulationOptions options, PlannedSpeech speech)
{
    private readonly List<PlannedUse> _uses = [];
    private double _heard;
    private double _spoken;

    /// <summary>Returns the work of all trials.</summary>
    public PlannedWork Of(IReadOnlyList<PlannedCase<Simulation>> cases)
    {
        foreach (Simulation simulation in cases.Select(one => one.Case)) Add(simulation);
        return new PlannedWork(
            cases.DistinctBy(one => one.Key.CaseId, StringComparer.Ordinal).Count(),
            cases.Count,
            PlannedWork.Joined([.. _uses, .. speech.Uses]),
            _heard,
            _spoken,
            IsUpperBound: cases.Any(one => !one.Case.Turns.IsScripted));
    }

    private void Add(Simulation simulation)
    {
        TurnsOfPlan turns = Turns(simulation);
        _heard += turns.HeardMinutes;
        _spoken += turns.SpokenMinutes;
        long instructions = SpokenLength.TokensOf(
            simulation.Agent.SystemPrompt, simulation.Agent.Tools.ForService.GetRawText());
        _uses.Add(turns.Agent(options.Target.ModelOf(simulation.Agent.Model), instructions, simulation.Expectation.Calls.Count));
        if (!simulation.Turns.IsScripted)
        {
            long persona = SpokenLength.TokensOf(simulation.Caller.SystemPrompt);
            _uses.Add(turns.Caller(options.Target.ModelOf(simulation.Caller.Model), persona));
        }

        if (options.SkipJudge) return;
        PlannedUse[] judged =
        [
            .. simulation.TurnGraders.Where(grader => grader.NeedsJudge).SelectMany(one => Judge(one, simulation, turns, turns.Count)),
            .. simulation.TraceGraders.Where(grader => grader.NeedsJudge).SelectMany(one => Judge(one, simulation, turns, 0)),
        ];

        // All graders of a conversation are one trial of their judge.
        _uses.AddRange(PlannedWork.Joined(judged).Select(use => use with { Trials = 1 }));
    }

    private TurnsOfPlan Turns(Simulation simulation)
    {
        if (!simulation.Turns.IsScripted) return TurnsOfPlan.Unwritten(simulation.Turns.Maximum);
        string voice = options.SpeechOf(simulation.Caller.Voice).Voice;
        return new TurnsOfPlan([.. simulation.Turns.Script.Take(simulation.Turns.Maximum).Select(line => speech.Say(line, voice))]);
    }

    /// <summary>Returns what a grader takes that asks about so many turns, or about the whole conversation where that is 0.</summary>
    private IEnumerable<PlannedUse> Judge(Grader grader, Simulation simulation, TurnsOfPlan turns, int ofTurns)
    {
        string model = grader.Model.Length > 0 ? grader.Model : options.JudgeModel;
        string context = grader.Needs(GraderNeeds.Instructions) ? simulation.Agent.SystemPrompt : simulation.Scenario;
        int lines = ofTurns == 0 ? 2 * turns.Count : 2;
        int calls = Math.Max(1, ofTurns) * options.JudgeSamples;
        yield return new PlannedUse(PlanRole.Judge, model, 1, calls)
        {
            TextInput = calls * (SpokenLength.TokensOf(JudgePrompt.OfTurn, JudgePrompt.TurnSchema, grader.Criteria, context)
                + ((long)lines * SpokenLength.AssumedTextTokens)),
            TextOutput = (long)calls * SpokenLength.JudgeTextTokens,
            AudioInput = 0,
            AudioOutput = 0,
        };
        if (!grader.Needs(GraderNeeds.CallerSound | GraderNeeds.AgentSound)) yield break;
        double minutes = grader.Needs(GraderNeeds.CallerSound) ? turns.HeardMinutes : turns.SpokenMinutes;
        yield return new PlannedUse(PlanRole.Transcription, options.TranscriptionModel, 1, ofTurns)
        {
            TextInput = 0,
            TextOutput = (long)ofTurns * SpokenLength.AssumedTextTokens,
            AudioInput = SpokenLength.Heard(minutes),
            AudioOutput = 0,
            Minutes = minutes,
        };
    }
}
