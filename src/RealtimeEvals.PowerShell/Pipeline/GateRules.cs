using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Reads the rules that a cmdlet was given.</summary>
internal static class GateRules
{
    /// <summary>Reads rules and policy. Without either, the gate has no rules and so never passes.</summary>
    /// <exception cref="EvalException">A rule, the policy or a limit is invalid.</exception>
    public static GateOptions Read(
        PSCmdlet cmdlet, string[] rules, string? policyPath, string policySet, int? minimumSamples, TimeSpan? maximumAge)
    {
        GateOptions policy = policyPath is null ? new GateOptions() : GatePolicy.Read(cmdlet.Full(policyPath), policySet);
        if (policyPath is null && policySet.Length > 0)
        {
            throw EvalErrors.InvalidSetting(["A set of a policy is named, but no policy: add -PolicyPath."]);
        }

        if (maximumAge <= TimeSpan.Zero) throw EvalErrors.InvalidSetting(["The maximum age of the evidence must be above zero."]);
        return GateOptions.Combine(policy, GateRule.ParseAll(rules), minimumSamples, maximumAge?.TotalHours);
    }
}
