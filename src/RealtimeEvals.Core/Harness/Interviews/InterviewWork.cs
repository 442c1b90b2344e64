using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Harness.Conversations;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>What interviews take, as if each one went on to its limit of turns.</summary>
internal static class InterviewWork
{
    /// <summary>Returns the work of all trials.</summary>
    /// <param name="options">The models and the service.</param>
    /// <param name="cases">The trials.</param>
    /// <param name="speech">The lines of a participant who speaks.</param>
    public static PlannedWork Of(BenchmarkOptions options, IReadOnlyList<PlannedCase<Interview>> cases, PlannedSpeech speech)
    {
        var uses = new List<PlannedUse>();
        double heard = 0;
        double spoken = 0;
        foreach (Interview interview in cases.Select(one => one.Case))
        {
            TurnsOfPlan turns = Turns(options, interview, speech);
            heard += turns.HeardMinutes;
            spoken += turns.SpokenMinutes;
            uses.Add(turns.Agent(
                options.Target.ModelOf(interview.Agent.Model),
                SpokenLength.TokensOf(interview.Agent.SystemPrompt),
                toolCalls: 0,
                lineText: options.ParticipantAudio ? 0 : SpokenLength.AssumedTextTokens));
            uses.Add(turns.Participant(
                options.Target.ModelOf(interview.Caller.Model), SpokenLength.TokensOf(interview.Caller.SystemPrompt)));
        }

        return new PlannedWork(
            cases.DistinctBy(one => one.Key.CaseId, StringComparer.Ordinal).Count(),
            cases.Count,
            PlannedWork.Joined([.. uses, .. speech.Uses]),
            heard,
            spoken,
            IsUpperBound: true);
    }

    private static TurnsOfPlan Turns(BenchmarkOptions options, Interview interview, PlannedSpeech speech)
    {
        int count = interview.Turns.Maximum;
        if (!options.ParticipantAudio) return TurnsOfPlan.Typed(count);
        double first = speech.Say(interview.Turns.FirstLine, options.ParticipantVoice);
        speech.SayUnknown(count - 1);
        return new TurnsOfPlan([first, .. Enumerable.Repeat(SpokenLength.AssumedMinutes, count - 1)]);
    }
}
