using RealtimeEvals.Model;

namespace RealtimeEvals.Cli;

/// <summary>What the process tells its caller. Never a count.</summary>
internal static class ExitCode
{
    /// <summary>Every planned case got a verdict.</summary>
    public const int Success = 0;

    /// <summary>A gate was asked for and did not pass.</summary>
    public const int GateNotPassed = 1;

    /// <summary>Wrong parameters or data; nothing was spent.</summary>
    public const int Usage = 2;

    /// <summary>A case ended without a verdict, or an endpoint or a file refused.</summary>
    public const int Infrastructure = 3;

    /// <summary>Stopped by the user.</summary>
    public const int Cancelled = 130;

    /// <summary>The code for an error that ended the run.</summary>
    public static int Of(EvalException exception) => exception.Kind switch
    {
        ErrorKind.Usage or ErrorKind.Data or ErrorKind.Authentication => Usage,
        ErrorKind.Gate => GateNotPassed,
        _ => Infrastructure,
    };

    /// <summary>
    /// The code for what a gate says: evidence that cannot be read is a matter of infrastructure, everything else that does not pass one of
    /// the gate.
    /// </summary>
    public static int Of(GateReport report) => report.Verdict == GateVerdict.Passed ? Success
        : report.Findings.Any(finding => finding.Reason == GateReason.EvidenceUnreadable) ? Infrastructure
        : GateNotPassed;

    /// <summary>The code for the outcomes of a run.</summary>
    public static int Of(IEnumerable<Outcome> outcomes) =>
        outcomes.All(outcome => outcome is Outcome.Pass or Outcome.Fail) ? Success : Infrastructure;
}
