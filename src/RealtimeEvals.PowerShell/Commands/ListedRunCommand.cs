using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of cmdlets that change runs and what the store of runs knows of them.</summary>
public abstract class ListedRunCommand : RunFolderCommand
{
    /// <inheritdoc cref="StoreCommand.StorePath" />
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Writes what was done to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Opens the store. The adapters are loaded here, after the module has set their path.</summary>
    private protected IEvalStore OpenStore() =>
        AdapterServices.OpenStore(
            string.IsNullOrEmpty(StorePath) ? Runs.Index.StorePath.Default() : this.Full(StorePath), TimeProvider.System);
}
