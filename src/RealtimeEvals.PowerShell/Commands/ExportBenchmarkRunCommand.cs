using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Writes interviews of the store of runs to files.</summary>
[Cmdlet(VerbsData.Export, "BenchmarkRun", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBenchmarkRunCommand : BenchmarkRunCommand
{
    /// <summary>The folder that the files are written to. It is made when it is not there.</summary>
    /// <remarks>A file is named after the id of its interview. One that is there is replaced.</remarks>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = "";

    /// <summary>Writes only what was said, as tests of conversations read it; without it the whole interview is written as JSON.</summary>
    [Parameter]
    public SwitchParameter AsTranscript { get; set; }

    private protected override void Process(IEvalStore store, BenchmarkRun run)
    {
        if (StoredBenchmarks.Find(store, run.Key) is not BenchmarkRun whole) return;
        BenchmarkFormat format = AsTranscript ? BenchmarkFormat.Transcript : BenchmarkFormat.Json;
        string path = BenchmarkExport.PathOf(this.Full(DestinationPath), whole, format);
        if (!ShouldProcess(path, $"Write the interview {run}")) return;
        BenchmarkExport.Write(path, whole, format);
        if (PassThru) WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
    }
}
