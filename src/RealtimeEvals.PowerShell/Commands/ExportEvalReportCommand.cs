using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Writes a report about runs and gates for a build server, for code scanning or for people.</summary>
[Cmdlet(VerbsData.Export, "EvalReport", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportEvalReportCommand : EvidenceCommand
{
    private readonly List<RunEvidence> _folders = [];
    private string _path = "";

    /// <summary>The format of the report.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ReportFormat Format { get; set; }

    /// <summary>The file to write; without it the report goes down the pipeline, line by line.</summary>
    [Parameter]
    [Alias("OutputFile")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>How old the evidence of a gate may be; zero for what the gate was told, else 7 days.</summary>
    [Parameter]
    [Alias("MaxAgeHours")]
    [Hours]
    public TimeSpan MaximumAge { get; set; }

    /// <summary>Leaves a file that is there as it is, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Passes the written file on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Says what is wrong with the file before the commands in front of this one have done their work.</summary>
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        if (MaximumAge < TimeSpan.Zero) throw EvalErrors.InvalidSetting(["The maximum age of the evidence must be above zero."]);
        if (Path is null && (NoClobber || PassThru))
        {
            throw EvalErrors.InvalidSetting(["NoClobber and PassThru are about a file; name it by Path."]);
        }

        if (Path is null) return;
        _path = this.Full(Path);
        RefuseToReplace();
    });

    private protected override void TakeFolder(RunEvidence run) => _folders.Add(run);

    private protected override void End(EvidenceInput input)
    {
        var report = new EvalReport(TimeProvider.System) { Runs = [.. _folders, .. input.Runs], Gates = input.Reports,
            MaximumAge = MaximumAge, BasePath = RepositoryRoot.Of(SessionState.Path.CurrentFileSystemLocation.ProviderPath) };
        string text = report.Write(Format);
        if (Path is null)
        {
            foreach (string line in text.TrimEnd('\n').Split('\n')) WriteObject(line);
        }
        else if (ShouldProcess(_path, $"Write a report in the format {Format}"))
        {
            Write(text);
            if (PassThru) WriteObject(new FileInfo(_path));
        }
    }

    private void Write(string text)
    {
        RefuseToReplace();
        ReportFile.Write(_path, text);
    }

    private void RefuseToReplace()
    {
        if (NoClobber && File.Exists(_path)) throw EvalErrors.ReportExists(_path);
    }
}
