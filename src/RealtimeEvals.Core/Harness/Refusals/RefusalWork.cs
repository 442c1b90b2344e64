using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>What the rows of a smoke set take: a question each; in a voice run a session, and a question about what was said.</summary>
internal static class RefusalWork
{
    /// <summary>Returns the work of all trials.</summary>
    /// <param name="options">The models and the service.</param>
    /// <param name="prompts">The instructions of the models.</param>
    /// <param name="cases">The trials.</param>
    /// <param name="speech">The spoken requests of a voice run.</param>
    public static PlannedWork Of(
        RefusalOptions options, RefusalPrompts prompts, IReadOnlyList<PlannedCase<RefusalCase>> cases, PlannedSpeech speech)
    {
        int distinct = cases.DistinctBy(one => one.Key.CaseId, StringComparer.Ordinal).Count();
        if (options.Backend == RefusalBackend.Replay) return new PlannedWork(distinct, 0, [], 0, 0);
        if (!options.Speaks)
        {
            PlannedUse asked = Ask(PlanRole.Agent, options.Model, prompts.RequestClassifier, cases, answer: 0);
            return new PlannedWork(distinct, 0, PlannedWork.Joined([asked]), 0, 0);
        }

        double[] minutes = [.. cases.Select(one => speech.Say(one.Case.Prompt, options.Voice))];
        double spoken = cases.Count * SpokenLength.AssumedMinutes;
        var agent = new PlannedUse(PlanRole.Agent, options.Target.ModelOf(options.AgentModel), cases.Count, cases.Count)
        {
            TextInput = cases.Count * SpokenLength.TokensOf(prompts.VoiceAgent),
            TextOutput = (long)cases.Count * SpokenLength.AssumedTextTokens,
            AudioInput = minutes.Sum(SpokenLength.Heard),
            AudioOutput = cases.Count * SpokenLength.Spoken(SpokenLength.AssumedMinutes),
            Minutes = minutes.Sum() + spoken,
        };
        PlannedUse classified = Ask(PlanRole.Judge, options.Model, prompts.AnswerClassifier, cases, SpokenLength.AssumedTextTokens);
        return new PlannedWork(
            distinct, cases.Count, PlannedWork.Joined([agent, classified, .. speech.Uses]), minutes.Sum(), spoken);
    }

    private static PlannedUse Ask(
        PlanRole role, string model, string instructions, IReadOnlyList<PlannedCase<RefusalCase>> cases, int answer) =>
        new(role, model, cases.Count, cases.Count)
        {
            TextInput = cases.Sum(one => SpokenLength.TokensOf(instructions, one.Case.Prompt) + answer),
            TextOutput = (long)cases.Count * SpokenLength.LabelTextTokens,
            AudioInput = 0,
            AudioOutput = 0,
        };
}
