using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Ends the script with the error EvalGateFailed unless evidence meets rules.</summary>
[Cmdlet(VerbsLifecycle.Assert, "EvalGate", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(GateReport))]
public sealed class AssertEvalGateCommand : GateCommand, IReleaseStep
{
    /// <summary>Passes the reports of a gate that passed on.</summary>
    /// <remarks>Without it a gate that passed writes nothing.</remarks>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Say(IReadOnlyList<GateReport> reports)
    {
        if (reports.FirstOrDefault(report => !GateEngine.HasPassed(report)) is GateReport stopped) throw EvalErrors.EvalGateFailed(stopped);
        if (PassThru) WriteObject(reports, enumerateCollection: true);
    }
}
