using System.Management.Automation;
using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Collects the objects from the pipeline: results of one or more runs, and reports of gates.</summary>
internal sealed class EvidenceInput
{
    /// <summary>The properties by which a summary is recognized after a conversion to JSON or CSV.</summary>
    private static readonly string[] SummaryNames = ["Harness", "State", "PassRate", "RunPath", "DataCases"];

    private static readonly string[] ReportNames = ["Verdict", "Reason", "Rules", "Findings", "MeasuredAt"];

    private readonly EvidenceRowSet _set = new();
    private readonly List<EvidenceRow> _rows = [];
    private readonly List<GateReport> _reports = [];
    private readonly List<RunEvidence> _broken = [];
    private readonly List<string> _summarized = [];

    /// <summary>Whether there was no input.</summary>
    public bool IsEmpty => _rows.Count == 0 && _reports.Count == 0 && _broken.Count == 0 && _summarized.Count == 0;

    /// <summary>The reports of gates.</summary>
    public IReadOnlyList<GateReport> Reports => _reports;

    /// <summary>The evidence of all runs in the input.</summary>
    public IReadOnlyList<RunEvidence> Runs => Read(StoredRunEvidence.Read);

    /// <summary>Returns the evidence of all runs in the input.</summary>
    /// <param name="read">Reads the folder of a run that only its summary names.</param>
    public IReadOnlyList<RunEvidence> Read(Func<string, RunEvidence> read)
    {
        RunEvidence[] runs = [.. _rows.Count > 0 ? EvidenceReader.Read(_rows) : [], .. _broken];
        return [.. runs, .. _summarized.Except(runs.Select(run => run.RunPath), StringComparer.Ordinal).Select(read)];
    }

    /// <summary>Adds an object. An unreadable object is kept as unreadable evidence and never ignored.</summary>
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
        else if (SummarizedRun(item) is string path) TakeRun(path);
        else if (PipelineJson.Is<RunPlan>(item)) _broken.Add(Broken(GateReason.DryRun, "a plan came instead of results; nothing was run."));
        else if (!PipelineJson.Is<TurnResult>(item)) _rows.Add(_set.Read(PipelineJson.Of(item)));
    }

    private void TakeRun(string path)
    {
        if (path.Length == 0)
        {
            _broken.Add(Broken(GateReason.NoEvidence, "an interview came that belongs to no run, such as an imported one."));
        }
        else if (!_summarized.Contains(path, StringComparer.Ordinal)) _summarized.Add(path);
    }

    /// <summary>
    /// Returns the folder of the run of a summary, or of an interview of the store; null for other objects. Neither is evidence, so the
    /// run itself is read unless its results are in the input too.
    /// </summary>
    private static string? SummarizedRun(PSObject item) =>
        PipelineJson.Is<EvalRunSummary>(item) || PipelineJson.Is<BenchmarkRun>(item) || IsPlain(item, SummaryNames)
            ? $"{item.Properties["RunPath"]?.Value}"
            : null;

    /// <summary>Whether a converted object has the properties of one of our types that is not a result.</summary>
    private static bool IsPlain(PSObject item, string[] names) =>
        item.BaseObject is PSCustomObject
        && names.All(name => item.Properties[name] is not null)
        && item.Properties["CaseId"] is null
        && item.Properties["ConversationId"] is null;

    private static RunEvidence Broken(GateReason reason, string message) => new() { Findings = [new GateFinding(reason, message)] };
}
