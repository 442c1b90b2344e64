using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that choose interviews of the store, for cmdlets that do something with them.</summary>
public abstract class BenchmarkRunCommand : StoreCommand
{
    /// <summary>The ids of the interviews, such as nightly/clinic. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BenchmarkRunCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The number of the interview in the store, which objects of Get-BenchmarkRun bring along.</summary>
    /// <value>0, so that the id counts</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    public long Number { get; set; }

    /// <summary>Writes what was done to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
        if (Number > 0 && Id is [string only])
        {
            return all.FirstOrDefault(run => run.Key == Number && run.Id == only) is BenchmarkRun named
                ? [named]
                : throw EvalErrors.BenchmarkRunNotFound(only, store.Path, [.. all.Select(run => run.Id)]);
        }

        return Id.SelectMany(pattern => BenchmarkRunNames.Matching(all, pattern, store.Path)).DistinctBy(run => run.Key);
    }
}
