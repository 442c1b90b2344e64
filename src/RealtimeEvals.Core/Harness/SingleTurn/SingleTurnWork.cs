using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>What single turns take: a session and an answer each.</summary>
internal static class SingleTurnWork
{
    /// <summary>Returns the work.</summary>
    /// <param name="options">The model and the service.</param>
    /// <param name="agent">Its instructions and tools, which go in with each turn.</param>
    /// <param name="cases">The trials.</param>
    /// <param name="minutesOf">Returns the minutes of the caller's sound of a case; null when they are not known.</param>
    /// <param name="speech">The caller's lines that are to be made; null where there is sound already.</param>
    public static PlannedWork Of(
        SingleTurnOptions options,
        AgentFiles agent,
        IReadOnlyList<PlannedCase<SingleTurnCase>> cases,
        Func<SingleTurnCase, double?> minutesOf,
        PlannedSpeech? speech)
    {
        double?[] minutes = [.. cases.Select(one => minutesOf(one.Case))];
        double? heard = minutes.Any(one => one is null) ? null : minutes.Sum(one => one ?? 0);
        double spoken = cases.Count * SpokenLength.AssumedMinutes;
        var use = new PlannedUse(PlanRole.Agent, options.Target.ModelOf(options.Model), cases.Count, cases.Count)
        {
            TextInput = cases.Count * SpokenLength.TokensOf(agent.SystemPrompt, agent.Tools.ForService.GetRawText()),
            TextOutput = cases.Count * SpokenLength.AssumedTextTokens,
            AudioInput = heard is null ? null : minutes.Sum(one => SpokenLength.Heard(one ?? 0)),
            AudioOutput = cases.Count * SpokenLength.Spoken(SpokenLength.AssumedMinutes),
            Minutes = heard + spoken,
        };
        return new PlannedWork(
            cases.DistinctBy(one => one.Key.CaseId, StringComparer.Ordinal).Count(),
            cases.Count,
            PlannedWork.Joined([use, .. speech?.Uses ?? []]),
            heard,
            spoken);
    }
}
