using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets the sandboxes that run in this process.</summary>
[Cmdlet(VerbsCommon.Get, "RealtimeSandbox")]
[OutputType(typeof(RealtimeSandbox))]
public sealed class GetRealtimeSandboxCommand : PSCmdlet
{
    /// <summary>The ports of the sandboxes on 127.0.0.1.</summary>
    /// <remarks>Without it all are given.</remarks>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public int[] Port { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Port.Length == 0) WriteObject(RealtimeSandbox.All(), enumerateCollection: true);
        foreach (int port in Port)
        {
            if (RealtimeSandbox.Find(port) is RealtimeSandbox sandbox) WriteObject(sandbox);
            else WriteError(ErrorRecords.Of(EvalErrors.SandboxNotFound(port)));
        }
    }
}
