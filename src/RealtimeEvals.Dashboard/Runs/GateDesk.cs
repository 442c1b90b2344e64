using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Evaluates gates on runs, to be looked at; nothing is written.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="distributions">The distributions that intervals are computed with.</param>
/// <param name="time">The clock.</param>
internal sealed class GateDesk(DashboardOptions options, IDistributions distributions, TimeProvider time)
{
    /// <summary>Returns the names of the sets of the policy; none without a policy.</summary>
    public IReadOnlyList<string> Sets => options.PolicyPath.Length > 0 ? GatePolicy.ReadSetNames(options.PolicyPath) : [];

    /// <summary>Returns the verdict on a run.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="set">The set of the policy; empty for none.</param>
    /// <param name="rules">Further rules.</param>
    /// <param name="allowsSandbox">Whether the sandbox may pass.</param>
    /// <exception cref="EvalException">A rule, the policy or its set is not as it should be.</exception>
    public GateReport Evaluate(RunEntry entry, string set, IReadOnlyList<string> rules, bool allowsSandbox)
    {
        bool hasPolicy = options.PolicyPath.Length > 0 && set.Length > 0;
        GateOptions policy = hasPolicy ? GatePolicy.Read(options.PolicyPath, set) : new GateOptions();
        GateOptions gate = GateOptions.Combine(policy, [.. rules.Select(GateRule.Parse)], null, null) with { AllowSandbox = allowsSandbox };
        return new GateEngine(gate, distributions, time).Evaluate(StoredRunEvidence.Read(entry.RunPath, gate));
    }
}
