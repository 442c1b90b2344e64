using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets interviews of the store of runs, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "BenchmarkRun")]
[OutputType(typeof(BenchmarkRun))]
public sealed class GetBenchmarkRunCommand : StoreCommand
{
    /// <summary>The ids of the interviews, such as nightly/clinic. Wildcards are permitted.</summary>
    /// <remarks>An id without wildcards brings the whole interview; a list leaves its turns, events, tests and analyses out.</remarks>
    /// <value>all interviews</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BenchmarkRunCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only interviews that stand so.</summary>
    /// <value>any</value>
    [Parameter]
    public BenchmarkStatus? Status { get; set; }

    /// <summary>Only interviews with this verdict.</summary>
    /// <value>any</value>
    [Parameter]
    public Outcome? Outcome { get; set; }

    /// <summary>Brings turns, events, tests and analyses with every interview.</summary>
    [Parameter]
    public SwitchParameter IncludeDetail { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        using IEvalStore store = OpenStore();
        IReadOnlyList<BenchmarkRun> all = StoredBenchmarks.List(store);
        foreach (string pattern in Id) this.Guarded(() => Write(store, all, pattern));
    });

    private void Write(IEvalStore store, IReadOnlyList<BenchmarkRun> all, string pattern)
    {
        bool isWhole = IncludeDetail || !WildcardPattern.ContainsWildcardCharacters(pattern);
        foreach (BenchmarkRun run in BenchmarkRunNames.Matching(all, pattern, store.Path))
        {
            if ((Status is not null && run.Status != Status) || (Outcome is not null && run.Outcome != Outcome)) continue;
            if (!isWhole) WriteObject(run);
            else if (StoredBenchmarks.Find(store, run.Key) is BenchmarkRun whole) WriteObject(whole);
        }
    }
}
