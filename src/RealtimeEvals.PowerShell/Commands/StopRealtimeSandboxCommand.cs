using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Stops sandboxes that Start-RealtimeSandbox started in this process.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RealtimeSandbox", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(void))]
public sealed class StopRealtimeSandboxCommand : AsyncCommand
{
    private const string ByObject = "InputObject";
    private const string ByPort = "Port";

    /// <summary>The sandboxes, as Start-RealtimeSandbox or Get-RealtimeSandbox wrote them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public RealtimeSandbox[] InputObject { get; set; } = [];

    /// <summary>The ports of the sandboxes on 127.0.0.1.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPort)]
    public int[] Port { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByObject)
        {
            foreach (RealtimeSandbox sandbox in InputObject) Stop(sandbox);
            return;
        }

        foreach (int port in Port)
        {
            if (RealtimeSandbox.Find(port) is RealtimeSandbox sandbox) Stop(sandbox);
            else WriteError(ErrorRecords.Of(EvalErrors.SandboxNotFound(port)));
        }
    }

    private void Stop(RealtimeSandbox sandbox)
    {
        if (ShouldProcess(sandbox.ToString(), "Stop the sandbox")) Pump((_, _) => sandbox.StopAsync());
    }
}
