using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>
/// Says whether evidence meets rules: one truth for everything that comes, since a condition takes several answers for true whatever they
/// are. Whatever is missing or wrong is false.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "EvalGate", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(bool))]
public sealed class TestEvalGateCommand : GateCommand
{
    private readonly List<bool> _answers = [];
    private bool _isRefused;

    /// <summary>Writes one bool for each run instead, in the order in which they came.</summary>
    /// <remarks>Not for a condition, which takes several answers for true whatever they are.</remarks>
    [Parameter]
    public SwitchParameter PerRun { get; set; }

    /// <summary>
    /// A condition of a script must not be skipped for a rule with a typing error: that is an error, and every answer is false.
    /// </summary>
    private protected override void Refuse(EvalException error)
    {
        _isRefused = true;
        WriteError(ErrorRecords.Of(error));
    }

    private protected override void Say(IReadOnlyList<GateReport> reports)
    {
        foreach (GateReport report in reports.Where(report => report.Verdict != GateVerdict.Passed)) WriteVerbose(report.ToString());
        _answers.AddRange(reports.Select(report => !_isRefused && GateEngine.HasPassed(report)));
    }

    private protected override void Finish()
    {
        if (PerRun) WriteObject(_answers, enumerateCollection: true);
        else WriteObject(_answers.Count > 0 && _answers.TrueForAll(answer => answer));
    }
}
