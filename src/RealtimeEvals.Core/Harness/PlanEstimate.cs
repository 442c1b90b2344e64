using RealtimeEvals.Datasets;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Estimates what a planned run takes: calls, minutes of sound, and cost by role and modality.</summary>
internal static class PlanEstimate
{
    /// <summary>Returns the plan with its estimate. Earlier runs are read; nothing is written and nobody is asked.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="harness">The harness, which knows what each case takes.</param>
    /// <param name="store">Where earlier runs are kept.</param>
    /// <param name="time">The clock, for models that end.</param>
    public static RunPlan AddTo<TCase, TResult>(RunPlan plan, IHarness<TCase, TResult> harness, IRunStore store, TimeProvider time)
        where TResult : class, IStoredResult
    {
        PlannedWork work = harness.Work;
        PlanPrices prices = PlanPrices.For(plan.Provider);
        (IReadOnlyList<PlannedUse> uses, string runId) = MeasuredTokens.Replace(
            work.Uses, plan, store, harness.Kind, result => result is TResult own ? harness.UsageOf(own) : []);
        PlanCost[] costs = [.. uses.SelectMany(prices.Of)];
        string[] unknown = [.. costs.Where(prices.IsUnpriced).Select(RoleAndModel).Distinct(StringComparer.Ordinal)];
        return plan with
        {
            Cases = work.Cases,
            AgentSessions = work.AgentSessions,
            AgentCalls = work.CallsOf(PlanRole.Agent),
            CallerCalls = work.CallsOf(PlanRole.Caller),
            ParticipantCalls = work.CallsOf(PlanRole.Participant),
            SpeechCalls = work.CallsOf(PlanRole.Speech),
            JudgeCalls = work.CallsOf(PlanRole.Judge),
            TranscriptionCalls = work.CallsOf(PlanRole.Transcription),
            AudioInputMinutes = work.AudioInputMinutes,
            AudioOutputMinutes = work.AudioOutputMinutes,
            IsUpperBound = work.IsUpperBound,
            Costs = new(costs),
            UnknownPrices = new(unknown),
            PricesAsOf = ModelCatalog.Shipped.AsOf,
            Warnings = new(ModelEndDates.Of(harness.Options.Target, time, uses.Select(use => use.Model))),
            EstimatedCostUsd = Sum(costs),
            CostBasis = BasisOf(plan.Provider, costs, unknown, runId),
        };
    }

    /// <summary>Returns the sum; null when any part is not known, because a partial sum would be misleading.</summary>
    private static decimal? Sum(IReadOnlyCollection<PlanCost> costs) =>
        costs.Any(cost => cost.CostUsd is null) ? null : costs.Sum(cost => cost.CostUsd);

    private static string BasisOf(string provider, PlanCost[] costs, string[] unknown, string runId)
    {
        if (Cost.IsFree(provider)) return $"{provider} costs nothing";
        if (unknown.Length > 0)
        {
            string list = FormattableString.Invariant($"data/models.json of {ModelCatalog.Shipped.AsOf:yyyy-MM-dd}");
            return $"no price of {string.Join(", ", unknown)} in {list}";
        }

        if (costs.FirstOrDefault(cost => cost.CostUsd is null) is PlanCost open) return $"{open.Modality} of {open.Model} cannot be told";
        string basis = runId.Length > 0 ? $"tokens of the run {runId}" : "arithmetic";
        return FormattableString.Invariant($"{basis}, prices of {ModelCatalog.Shipped.AsOf:yyyy-MM-dd}");
    }

    private static string RoleAndModel(PlanCost cost) =>
        $"{cost.Role} {(cost.Model.Length > 0 ? cost.Model : "(the model of the address)")}";
}
