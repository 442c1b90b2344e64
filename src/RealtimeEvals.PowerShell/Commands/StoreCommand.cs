using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Model;
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
        AdapterServices.OpenStore(string.IsNullOrEmpty(StorePath) ? Runs.Index.StorePath.Default() : this.Full(StorePath), TimeProvider.System);
}

/// <summary>The parameters that choose interviews of the store, for cmdlets that do something with them.</summary>
public abstract class BenchmarkRunCommand : StoreCommand
{
    /// <summary>The ids of the interviews, such as nightly/clinic. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>The number of the interview in the store, which objects of Get-BenchmarkRun bring along.</summary>
    /// <value>0, so that the id counts</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long Key { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        using IEvalStore store = OpenStore();
        foreach (BenchmarkRun run in Chosen(store)) Process(store, run);
    });

    /// <summary>Does the work for one interview, which comes without its turns, events, tests and analyses.</summary>
    private protected abstract void Process(IEvalStore store, BenchmarkRun run);

    private IEnumerable<BenchmarkRun> Chosen(IEvalStore store)
    {
        IReadOnlyList<BenchmarkRun> all = StoredBenchmarks.List(store);
        if (Key > 0 && Id is [string only])
        {
            return all.FirstOrDefault(run => run.Key == Key && run.Id == only) is BenchmarkRun named
                ? [named]
                : throw EvalErrors.BenchmarkRunNotFound(only, store.Path, [.. all.Select(run => run.Id)]);
        }

        return Id.SelectMany(pattern => BenchmarkRunNames.Matching(all, pattern, store.Path)).DistinctBy(run => run.Key);
    }
}
