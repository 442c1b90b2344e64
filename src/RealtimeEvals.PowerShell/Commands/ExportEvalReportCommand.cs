using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Writes a report about runs and gates for a build server, for code scanning or for people.</summary>
[Cmdlet(VerbsData.Export, "EvalReport", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportEvalReportCommand : EvidenceCommand
{
    private readonly List<RunEvidence> _folders = [];
    private ReportOptions? _file;

    /// <inheritdoc cref="ReportOptions.Format" />
    [Parameter(Mandatory = true, Position = 0)]
    public ReportFormat Format { get; set; }

    /// <inheritdoc cref="ReportOptions.Path" />
    /// <remarks>A relative path starts at the current location. Without -Path the report goes down the pipeline, line by line.</remarks>
    [Parameter]
    [Alias("OutputFile")]
    public string? Path { get; set; }

    /// <inheritdoc cref="GateOptions.MaximumAge" />
    /// <remarks>It counts when the report is written, where it is less than what the gate was told.</remarks>
    /// <value>that of the gate, else 7 days</value>
    [Parameter]
    [Alias("MaxAgeHours")]
    [Hours]
    public TimeSpan? MaximumAge { get; set; }

    /// <inheritdoc cref="ReportOptions.EmbedAudio" />
    /// <remarks>It needs the format Html.</remarks>
    [Parameter]
    public SwitchParameter EmbedAudio { get; set; }

    /// <inheritdoc cref="ReportOptions.NoClobber" />
    /// <remarks>The error comes before anything in front of this command has run. It needs -Path.</remarks>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Passes the written file on.</summary>
    /// <remarks>It needs -Path.</remarks>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Checks the path of the file before the preceding commands of the pipeline do their work.</summary>
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        if (MaximumAge <= TimeSpan.Zero) throw EvalErrors.InvalidSetting(["The maximum age of the evidence must be above zero."]);
        if (Path is null && (NoClobber || PassThru))
        {
            throw EvalErrors.InvalidSetting(["NoClobber and PassThru are about a file; name it by Path."]);
        }

        if (EmbedAudio && Format != ReportFormat.Html) throw EvalErrors.InvalidSetting(["EmbedAudio is about the format Html."]);
        if (Path is null) return;
        _file = new ReportOptions { Format = Format, Path = this.Full(Path), NoClobber = NoClobber };
        _file.RefuseToReplace();
    });

    private protected override void TakeFolder(RunEvidence run) => _folders.Add(run);

    private protected override void End(EvidenceInput input)
    {
        RunEvidence[] runs = [.. _folders, .. input.Runs];
        if (EmbedAudio) WriteWarning(EmbeddedSound.Describe(runs));
        string text = ReportOf(runs, input.Reports).Write(Format);
        if (_file is null)
        {
            foreach (string line in text.TrimEnd('\n').Split('\n')) WriteObject(line);
        }
        else if (ShouldProcess(_file.Path, $"Write a report in the format {Format}"))
        {
            _file.RefuseToReplace();
            ReportFile.Write(_file.Path, text);
            if (PassThru) WriteObject(new FileInfo(_file.Path));
        }
    }

    /// <summary>Returns the report. Only a page needs the adapters, which are loaded here.</summary>
    private EvalReport ReportOf(IReadOnlyList<RunEvidence> runs, IReadOnlyList<GateReport> gates)
    {
        ReportOptions options = _file ?? new ReportOptions { Format = Format };
        bool isPage = Format == ReportFormat.Html;
        return new EvalReport(TimeProvider.System)
        {
            Runs = runs,
            Gates = gates,
            MaximumAge = MaximumAge,
            BasePath = options.BasePath(SessionState.Path.CurrentFileSystemLocation.ProviderPath),
            Page = isPage ? CreatePage(EmbedAudio) : null,
        };

        static ReportWriter CreatePage(bool embedAudio) => AdapterServices.CreatePage(embedAudio);
    }
}
