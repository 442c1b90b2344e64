using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>
/// Says whether evidence meets rules: exactly one truth for all results of the pipeline together, and one for each folder. Whatever is
/// missing or wrong is false.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "EvalGate", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(bool))]
public sealed class TestEvalGateCommand : GateCommand
{
    private bool _isRefused;

    /// <summary>A condition of a script must not be skipped for a rule with a typing error: that is an error, and every answer is false.</summary>
    private protected override void Refuse(ErrorRecord error)
    {
        _isRefused = true;
        WriteError(error);
    }

    private protected override void Say(IReadOnlyList<GateReport> reports)
    {
        foreach (GateReport report in reports.Where(report => report.Verdict != GateVerdict.Passed)) WriteVerbose(report.ToString());
        WriteObject(!_isRefused && reports.All(GateEngine.HasPassed));
    }
}
