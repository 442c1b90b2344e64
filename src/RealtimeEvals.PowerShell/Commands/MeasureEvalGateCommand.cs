using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Looks at the evidence of runs by rules, and says in full what holds, what does not and what cannot be told.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EvalGate", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(GateReport))]
public sealed class MeasureEvalGateCommand : GateCommand
{
    private protected override void Say(IReadOnlyList<GateReport> reports) => WriteObject(reports, enumerateCollection: true);
}
