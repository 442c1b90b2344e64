using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Rules beside that of a refusal smoke run itself: a gate in a status file is not true where they do not hold.</summary>
public static class SmokeRules
{
    /// <summary>The result with the verdict of the rules.</summary>
    /// <param name="result">The result; null where nothing was run.</param>
    /// <param name="gate">The rules; null for none.</param>
    /// <param name="time">The clock.</param>
    public static RefusalSmokeResult? Apply(RefusalSmokeResult? result, GateOptions? gate, TimeProvider time)
    {
        if (result is null || gate is null) return result;
        GateReport report = new GateEngine(gate, time).Evaluate(RunFolderEvidence.Read(result.RunPath));
        return GateEngine.HasPassed(report) ? result : result with
        {
            GatePass = false,
            GateReasons = new(result.GateReasons.Append($"The rules do not hold: {report.Message}")),
        };
    }
}
