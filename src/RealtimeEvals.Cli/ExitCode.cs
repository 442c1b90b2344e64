using RealtimeEvals.Model;

namespace RealtimeEvals.Cli;

/// <summary>The exit codes of the process. They are never a count of failures.</summary>
internal static class ExitCode
{
    /// <summary>Every planned case got a verdict.</summary>
    public const int Success = 0;

    /// <summary>A gate was requested and did not pass.</summary>
    public const int GateNotPassed = 1;

    /// <summary>Parameters or data are invalid; nothing was spent.</summary>
    public const int Usage = 2;

    /// <summary>A case ended without a verdict, or an endpoint or a file was not available.</summary>
    public const int Infrastructure = 3;

    /// <summary>The user stopped the run.</summary>
    public const int Cancelled = 130;

    /// <summary>Returns the code for an error that ended the run.</summary>
    public static int Of(EvalException exception) => exception.Kind switch
    {
        ErrorKind.Usage or ErrorKind.Data or ErrorKind.Authentication => Usage,
        ErrorKind.Gate => GateNotPassed,
        _ => Infrastructure,
    };

    /// <summary>
    /// Returns the code for the result of a gate. Unreadable evidence counts as a problem of the infrastructure; everything else that does
    /// not pass counts as a failed gate.
    /// </summary>
    public static int Of(GateReport report) => report.Verdict == GateVerdict.Passed ? Success
        : report.Findings.Any(finding => finding.Reason == GateReason.EvidenceUnreadable) ? Infrastructure
        : GateNotPassed;

    /// <summary>Returns the code for the outcomes of a run.</summary>
    public static int Of(IEnumerable<Outcome> outcomes) =>
        outcomes.All(outcome => outcome is Outcome.Pass or Outcome.Fail) ? Success : Infrastructure;
}
