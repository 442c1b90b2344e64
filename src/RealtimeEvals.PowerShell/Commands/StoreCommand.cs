using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameter that names the store of runs, for all cmdlets that read or change it.</summary>
public abstract class StoreCommand : PSCmdlet
{
    /// <summary>The database with the runs.</summary>
    /// <remarks>The environment variable REALTIME_EVALS_STORE names another one for all commands.</remarks>
    /// <value>RealtimeEvals/runs.sqlite in the user's local application data</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Opens the store. The adapters are loaded here, after the module has set their path.</summary>
    private protected IEvalStore OpenStore() =>
        AdapterServices.OpenStore(
            string.IsNullOrEmpty(StorePath) ? Runs.Index.StorePath.Default() : this.Full(StorePath), TimeProvider.System);
}
