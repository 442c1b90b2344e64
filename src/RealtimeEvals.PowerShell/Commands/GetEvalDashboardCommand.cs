using System.Management.Automation;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets the dashboards that this process started and that still run.</summary>
[Cmdlet(VerbsCommon.Get, "EvalDashboard")]
[OutputType(typeof(EvalDashboard))]
public sealed class GetEvalDashboardCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() => WriteObject(EvalDashboard.All(), enumerateCollection: true));
}
