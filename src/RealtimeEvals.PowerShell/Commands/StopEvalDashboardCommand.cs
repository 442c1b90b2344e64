using System.Management.Automation;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Stops dashboards that Start-EvalDashboard started in this process.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EvalDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopEvalDashboardCommand : AsyncCommand
{
    /// <summary>The dashboards, as Start-EvalDashboard or Get-EvalDashboard wrote them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public EvalDashboard[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        foreach (EvalDashboard dashboard in InputObject)
        {
            if (ShouldProcess(dashboard.ToString(), "Stop the dashboard")) Pump((_, token) => dashboard.StopAsync(token));
        }
    });
}
