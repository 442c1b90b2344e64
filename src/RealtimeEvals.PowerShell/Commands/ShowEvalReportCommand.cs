using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Reporting;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Opens the report of a run in the browser, and writes it first where the run has none.</summary>
[Cmdlet(VerbsCommon.Show, "EvalReport", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(FileInfo))]
public sealed class ShowEvalReportCommand : EvidenceCommand
{
    private readonly List<string> _runs = [];

    /// <summary>Passes the file of the report on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(this.RequireGiven);

    private protected override void TakeFolder(RunEvidence run) => _runs.Add(run.RunPath);

    private protected override void End(EvidenceInput input)
    {
        IEnumerable<string> piped = input.Runs.Select(run => run.RunPath).Where(path => path.Length > 0);
        string[] runs = [.. _runs.Concat(piped).Distinct(StringComparer.Ordinal)];
        if (runs.Length == 0) throw EvalErrors.InvalidSetting(["No run is named: a report is that of a run in its folder."]);
        foreach (string run in runs)
        {
            string report = System.IO.Path.Combine(run, IRunPages.ReportName);
            if (!File.Exists(report)) Write(run, report);
            ReportViewer.Open(report);
            if (PassThru) WriteObject(new FileInfo(report));
        }
    }

    /// <summary>Writes the report of a run. The adapters are loaded here, after the module has set their path.</summary>
    private static void Write(string run, string report)
    {
        if (!Directory.Exists(run)) throw EvalErrors.RunNotFound(run, []);
        ReportFile.Write(report, new EvalReport(TimeProvider.System)
        {
            Runs = [StoredRunEvidence.Read(run)],
            BasePath = run,
            Page = AdapterServices.CreatePage(),
        }.Write(ReportFormat.Html));
    }
}
