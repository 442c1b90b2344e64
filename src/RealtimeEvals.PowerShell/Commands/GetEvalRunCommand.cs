using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets the runs of all harnesses that the store of runs lists, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "EvalRun")]
[OutputType(typeof(EvalRunSummary))]
public sealed class GetEvalRunCommand : StoreCommand
{
    private readonly List<EvalRunSummary> _found = [];

    /// <summary>The names of the runs. Wildcards are permitted.</summary>
    /// <value>all runs</value>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListedRunCompleter))]
    public string[] RunName { get; set; } = ["*"];

    /// <summary>Only runs of these harnesses: crawl, walk, run, refusal-smoke or benchmark.</summary>
    /// <value>any</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HarnessCompleter))]
    public string[] Harness { get; set; } = [];

    /// <summary>Only runs with a model of this name, as the service reported it. Wildcards are permitted.</summary>
    /// <value>any</value>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = "*";

    /// <summary>Only runs with this verdict on the whole.</summary>
    /// <value>any</value>
    [Parameter]
    public Outcome? Outcome { get; set; }

    /// <summary>Only runs that stand so.</summary>
    /// <value>any</value>
    [Parameter]
    public RunState? State { get; set; }

    /// <summary>Only runs that were started at this time or later.</summary>
    /// <value>any time</value>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only the newest runs of those that fit, as many as this; they come oldest first.</summary>
    /// <remarks>
    /// So the first of two is the earlier one, which a comparison takes for the yardstick: Get-EvalRun -Last 2 | Compare-EvalRun.
    /// </remarks>
    /// <value>all runs, the newest first</value>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Last { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        using IEvalStore store = OpenStore();
        WildcardPattern[] names = [.. RunName.Select(Pattern)];
        WildcardPattern model = Pattern(Model);
        IEnumerable<EvalRunSummary> found = IndexedRuns.List(store).Where(run =>
            names.Any(name => name.IsMatch(run.Name) || name.IsMatch(run.RunId))
            && (Harness.Length == 0 || Harness.Contains(run.Harness, StringComparer.OrdinalIgnoreCase))
            && model.IsMatch(run.Model)
            && (Outcome is null || run.Outcome == Outcome)
            && (State is null || run.State == State)
            && (After is null || run.StartedAt >= After));
        if (Last == 0) WriteObject(found, enumerateCollection: true);
        else _found.AddRange(found);
    });

    /// <summary>Gives the newest runs at the end, because every name of the pipeline may bring newer ones.</summary>
    protected override void EndProcessing()
    {
        IEnumerable<EvalRunSummary> newest = _found.DistinctBy(run => run.RunPath, StringComparer.Ordinal)
            .OrderByDescending(run => run.StartedAt)
            .Take(Last);
        WriteObject(newest.Reverse(), enumerateCollection: true);
    }

    private static WildcardPattern Pattern(string text) =>
        new(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
