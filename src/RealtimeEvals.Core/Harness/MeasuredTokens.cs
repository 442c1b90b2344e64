using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>
/// Takes tokens from the newest earlier run of the same harness, provider and model in place of arithmetic. A role whose tokens that run
/// does not know in full, or that another model played there, keeps its arithmetic.
/// </summary>
internal static class MeasuredTokens
{
    private const int MostRuns = 5;

    /// <summary>Returns the uses, with measured tokens where an earlier run has them.</summary>
    /// <param name="uses">What would be asked for.</param>
    /// <param name="plan">The plan, with its harness, provider and model.</param>
    /// <param name="store">Where earlier runs are kept.</param>
    /// <param name="kind">The kind of run.</param>
    /// <param name="usageOf">Returns the tokens of a result by role.</param>
    public static (IReadOnlyList<PlannedUse> Uses, string RunId) Replace(
        IReadOnlyList<PlannedUse> uses,
        RunPlan plan,
        IRunStore store,
        HarnessKind kind,
        Func<IStoredResult, IEnumerable<RoleUsage>> usageOf)
    {
        if (uses.Count == 0) return (uses, "");
        foreach (IStoredRun run in Earlier(plan, store).Take(MostRuns))
        {
            RoleUsage[][] results = Read(run, kind, usageOf);
            PlannedUse[] measured = [.. uses.Select(use => Measured(use, results, run.Manifest.RunId) ?? use)];
            if (!measured.SequenceEqual(uses)) return (measured, run.Manifest.RunId);
        }

        return (uses, "");
    }

    private static PlannedUse? Measured(PlannedUse use, RoleUsage[][] results, string runId)
    {
        TokenUsage[] known =
        [
            .. results
                .Select(result => result.Where(one => one.Role == use.Role && IsSame(one.Model, use.Model)).ToArray())
                .Where(result => result.Length > 0 && result.All(one => IsWhole(one.Usage)))
                .Select(result => result.Aggregate(new TokenUsage(), (sum, one) => sum.Add(one.Usage))),
        ];
        if (known.Length == 0) return null;
        return use with
        {
            TextInput = Scaled(usage => usage.InputTextTokens),
            TextCached = Scaled(usage => usage.CachedTextTokens),
            TextOutput = Scaled(usage => usage.OutputTextTokens),
            AudioInput = Scaled(usage => usage.InputAudioTokens),
            AudioCached = Scaled(usage => usage.CachedAudioTokens),
            AudioOutput = Scaled(usage => usage.OutputAudioTokens),
            Basis = FormattableString.Invariant($"tokens a case of {known.Length} results of the run {runId}"),
        };

        long Scaled(Func<TokenUsage, int?> count) =>
            (long)Math.Round(known.Sum(usage => (long)(count(usage) ?? 0)) * (decimal)use.Trials / known.Length);
    }

    /// <summary>Whether every kind of token was reported, and the cached ones add up.</summary>
    private static bool IsWhole(TokenUsage usage) =>
        usage is { InputTextTokens: not null, InputAudioTokens: not null, OutputTextTokens: not null, OutputAudioTokens: not null }
        && (usage.CachedTokens ?? 0) == (usage.CachedTextTokens ?? 0) + (usage.CachedAudioTokens ?? 0)
        && (usage.CachedTextTokens ?? 0) <= usage.InputTextTokens
        && (usage.CachedAudioTokens ?? 0) <= usage.InputAudioTokens;

    /// <summary>Whether two names are of one model, or of dated versions of one that have the same price.</summary>
    private static bool IsSame(string left, string right)
    {
        ModelCatalog catalog = ModelCatalog.Shipped;
        return (catalog.FindPriced(left)?.Id ?? left) == (catalog.FindPriced(right)?.Id ?? right);
    }

    private static IEnumerable<IStoredRun> Earlier(RunPlan plan, IRunStore store) => RunsIn(store)
        .Where(stored => stored.Manifest is { State: RunState.Completed, Finished: > 0 } run
            && run.Harness == plan.Harness && run.Provider == plan.Provider && ModelOf(run) == plan.Model)
        .OrderByDescending(stored => stored.Manifest.StartedAt);

    private static RoleUsage[][] Read(IStoredRun run, HarnessKind kind, Func<IStoredResult, IEnumerable<RoleUsage>> usageOf)
    {
        try
        {
            return [.. kind.Read(run).Select(result => usageOf(result).ToArray())];
        }
        catch (Exception exception) when (exception is EvalException or IOException or UnauthorizedAccessException)
        {
            // A run that cannot be read is no basis of an estimate.
            return [];
        }
    }

    private static IReadOnlyList<IStoredRun> RunsIn(IRunStore store)
    {
        try
        {
            return [.. store.Ids.Select(store.Find).OfType<IStoredRun>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or EvalException)
        {
            return [];
        }
    }

    private static string? ModelOf(RunManifest run) => (run.Settings["model"] ?? run.Settings["assistant_model_default"])?.ToString();
}
