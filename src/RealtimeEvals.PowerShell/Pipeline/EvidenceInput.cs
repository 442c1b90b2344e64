using System.Management.Automation;
using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Gathers what came down the pipeline: results of one or more runs, and reports of gates.</summary>
internal sealed class EvidenceInput
{
    /// <summary>By these a summary is known that has been JSON or a table.</summary>
    private static readonly string[] SummaryNames = ["Harness", "State", "PassRate", "RunPath", "DataCases"];

    private static readonly string[] ReportNames = ["Verdict", "Reason", "Rules", "Findings", "MeasuredAt"];

    private readonly List<EvidenceRow> _rows = [];
    private readonly List<GateReport> _reports = [];
    private readonly List<RunEvidence> _broken = [];
    private readonly List<string> _summarized = [];

    /// <summary>Whether nothing came.</summary>
    public bool IsEmpty => _rows.Count == 0 && _reports.Count == 0 && _broken.Count == 0 && _summarized.Count == 0;

    /// <summary>The reports of gates that came.</summary>
    public IReadOnlyList<GateReport> Reports => _reports;

    /// <summary>The evidence of every run that something came of.</summary>
    public IReadOnlyList<RunEvidence> Runs
    {
        get
        {
            RunEvidence[] runs = [.. _rows.Count > 0 ? EvidenceReader.Read(_rows) : [], .. _broken];
            return [.. runs, .. _summarized.Except(runs.Select(run => run.RunPath), StringComparer.Ordinal).Select(StoredRunEvidence.Read)];
        }
    }

    /// <summary>Takes an object. What cannot be read is kept as evidence that cannot be read, and never left out.</summary>
    public void Add(PSObject? item)
    {
        try
        {
            Take(item);
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or NotSupportedException or ArgumentException
                or GetValueInvocationException)
        {
            _broken.Add(Broken(GateReason.EvidenceUnreadable, exception.Message));
        }
    }

    private void Take(PSObject? item)
    {
        if (item is null) _broken.Add(Broken(GateReason.NoEvidence, "a null came instead of a result."));
        else if (PipelineJson.Is<GateReport>(item) || IsPlain(item, ReportNames)) _reports.Add(PipelineJson.To<GateReport>(item));
        else if (SummarizedRun(item) is string path) _summarized.Add(path);
        else if (PipelineJson.Is<RunPlan>(item)) _broken.Add(Broken(GateReason.DryRun, "a plan came instead of results; nothing was run."));
        else if (!PipelineJson.Is<TurnResult>(item)) _rows.Add(EvidenceRow.Of(PipelineJson.Of(item)));
    }

    /// <summary>A summary is no result. It stands for the run in its folder, which is looked at unless its results came too.</summary>
    private static string? SummarizedRun(PSObject item)
    {
        return PipelineJson.Is<EvalRunSummary>(item) || IsPlain(item, SummaryNames) ? $"{item.Properties["RunPath"]?.Value}" : null;
    }

    /// <summary>Whether an object that has been JSON has the properties of a type of ours that is no result.</summary>
    private static bool IsPlain(PSObject item, string[] names) =>
        item.BaseObject is PSCustomObject
        && names.All(name => item.Properties[name] is not null)
        && item.Properties["CaseId"] is null
        && item.Properties["ConversationId"] is null;

    private static RunEvidence Broken(GateReason reason, string message) => new() { Findings = [new GateFinding(reason, message)] };
}
