using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>
/// Tests whether evidence meets rules. It writes one Boolean for all input, because PowerShell treats a collection of several values as
/// true in a condition. Anything missing or invalid gives false.
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
    /// An invalid rule is reported as an error that does not end the command, and all answers are false; otherwise the condition of a
    /// script would be skipped.
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
