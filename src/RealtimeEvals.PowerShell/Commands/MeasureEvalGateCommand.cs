using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Evaluates rules on the evidence of runs, and reports which rules hold, which do not and which cannot be evaluated.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EvalGate", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(GateReport))]
public sealed class MeasureEvalGateCommand : GateCommand
{
    private protected override void Say(IReadOnlyList<GateReport> reports) => WriteObject(reports, enumerateCollection: true);
}
