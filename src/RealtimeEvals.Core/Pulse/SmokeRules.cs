using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Pulse;

/// <summary>Applies additional gate rules to the result of a refusal smoke run: its gate is false when they do not hold.</summary>
public static class SmokeRules
{
    /// <summary>Returns the result with the verdict of the rules.</summary>
    /// <param name="result">The result of the run; null when nothing was run.</param>
    /// <param name="gate">The rules; null when there are none.</param>
    /// <param name="distributions">The distributions that intervals are computed with.</param>
    /// <param name="time">The clock for the age of the evidence.</param>
    public static RefusalSmokeResult? Apply(
        RefusalSmokeResult? result, GateOptions? gate, IDistributions distributions, TimeProvider time)
    {
        if (result is null || gate is null) return result;
        GateReport report = new GateEngine(gate, distributions, time).Evaluate(StoredRunEvidence.Read(result.RunPath, gate));
        return GateEngine.HasPassed(report) ? result : result with
        {
            GatePass = false,
            GateReasons = new(result.GateReasons.Append($"The rules do not hold: {report.Message}")),
        };
    }
}
