using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Adds interviews to the store of runs: of the benchmark platform of vCDR, or files of Export-BenchmarkRun.</summary>
[Cmdlet(VerbsData.Import, "BenchmarkRun", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(BenchmarkRun))]
public sealed class ImportBenchmarkRunCommand : StoreCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Databases of the benchmark platform of vCDR, and files of Export-BenchmarkRun. Wildcards are permitted.</summary>
    /// <remarks>All interviews of a file are added, or none.</remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same files, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Each(Path, LiteralPath, Import);

    private void Import(string file)
    {
        IReadOnlyList<BenchmarkRun> runs = AdapterServices.ReadBenchmarks(file);
        using IEvalStore store = OpenStore();
        if (!ShouldProcess(store.Path, FormattableString.Invariant($"Add {runs.Count} interviews of {file}"))) return;
        store.Import(runs);
        HashSet<string> added = [.. runs.Select(run => run.Id)];
        WriteObject(StoredBenchmarks.List(store).Where(run => added.Contains(run.Id)), enumerateCollection: true);
    }
}
