using System.Management.Automation;
using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Gathers what came down the pipeline: results of one or more runs, and reports of gates.</summary>
internal sealed class EvidenceInput
{
    private readonly List<EvidenceRow> _rows = [];
    private readonly List<GateReport> _reports = [];
    private readonly List<RunEvidence> _broken = [];

    /// <summary>Whether nothing came.</summary>
    public bool IsEmpty => _rows.Count == 0 && _reports.Count == 0 && _broken.Count == 0;

    /// <summary>The reports of gates that came.</summary>
    public IReadOnlyList<GateReport> Reports => _reports;

    /// <summary>The evidence of every run that something came of.</summary>
    public IReadOnlyList<RunEvidence> Runs => [.. _rows.Count > 0 ? EvidenceReader.Read(_rows) : [], .. _broken];

    /// <summary>Takes an object. What cannot be read is kept as evidence that cannot be read, and never left out.</summary>
    public void Add(PSObject? item)
    {
        try
        {
            Take(item);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or GetValueInvocationException)
        {
            _broken.Add(Broken(GateReason.EvidenceUnreadable, exception.Message));
        }
    }

    private void Take(PSObject? item)
    {
        if (item is null) _broken.Add(Broken(GateReason.NoEvidence, "a null came instead of a result."));
        else if (PipelineJson.Is<GateReport>(item)) _reports.Add(PipelineJson.To<GateReport>(item));
        else if (PipelineJson.Is<RunPlan>(item)) _broken.Add(Broken(GateReason.DryRun, "a plan came instead of results; nothing was run."));
        else if (!PipelineJson.Is<TurnResult>(item)) _rows.Add(EvidenceRow.Of(PipelineJson.Of(item)));
    }

    private static RunEvidence Broken(GateReason reason, string message) => new() { Findings = [new GateFinding(reason, message)] };
}
