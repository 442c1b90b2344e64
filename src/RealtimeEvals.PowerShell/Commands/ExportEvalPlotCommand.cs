using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Plots;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Draws plots of a run, of two runs beside each other, or of several over time.</summary>
[Cmdlet(VerbsData.Export, "EvalPlot", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportEvalPlotCommand : EvidenceCommand
{
    private readonly List<RunEvidence> _folders = [];

    /// <inheritdoc cref="PlotOptions.Kinds" />
    [Parameter(Position = 0)]
    public PlotKind[] Kind { get; set; } = [];

    /// <inheritdoc cref="PlotOptions.Formats" />
    [Parameter]
    public PlotFormat[] PictureFormat { get; set; } = [];

    /// <inheritdoc cref="PlotOptions.Theme" />
    [Parameter]
    public PlotTheme Theme { get; set; }

    /// <inheritdoc cref="PlotOptions.OutPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter]
    public string? OutPath { get; set; }

    /// <inheritdoc cref="PlotOptions.NoClobber" />
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Passes the written files on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(this.RequireGiven);

    private protected override void TakeFolder(RunEvidence run) => _folders.Add(run);

    private protected override void End(EvidenceInput input)
    {
        var options = new PlotOptions
        {
            Kinds = Kind,
            Formats = PictureFormat,
            Theme = Theme,
            OutPath = OutPath is null ? "" : this.Full(OutPath),
            NoClobber = NoClobber,
        };
        RunEvidence[] runs = [.. _folders, .. input.Runs];
        string current = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        string place = options.OutPath.Length > 0 ? options.OutPath : current;
        if (!ShouldProcess(place, FormattableString.Invariant($"Draw plots of {runs.Length} run{(runs.Length == 1 ? "" : "s")}"))) return;
        foreach (string path in Draw(options, runs, current))
        {
            if (PassThru) WriteObject(new FileInfo(path));
        }
    }

    /// <summary>Draws. The adapters are loaded here, after the module has set their path.</summary>
    private static IEnumerable<string> Draw(PlotOptions options, IReadOnlyList<RunEvidence> runs, string current) =>
        new PlotOperation(AdapterServices.CreatePainter()).Draw(options, runs, current);
}
