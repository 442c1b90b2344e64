using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Pulse;
using PulseGateKey = RealtimeEvals.Pulse.GateKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>
/// Writes one gate of a PULSE status.json from results, from the report of a gate or from a refusal smoke run. The gate is set to false
/// when the pipeline starts; it becomes true only if all input passes.
/// </summary>
[Cmdlet(VerbsData.Update, "PulseStatus", SupportsShouldProcess = true, DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(PulseStatus))]
public sealed class UpdatePulseStatusCommand : GateCommand, IReleaseStep
{
    private const string ByResultPath = "ResultPath";

    private readonly List<GateReport> _reports = [];
    private readonly List<RefusalSmokeResult> _smokes = [];
    private PulseOptions? _pulse;

    /// <inheritdoc cref="PulseOptions.Path" />
    /// <remarks>
    /// It must be there and be one that can be written. A relative path starts at the current location. Wildcards are not resolved.
    /// </remarks>
    [Parameter(Mandatory = true)]
    [Alias("StatusJson")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc cref="PulseOptions.GateKey" />
    /// <remarks>With a result file it is the usual one of a refusal smoke run unless another is named.</remarks>
    [Parameter(ParameterSetName = ByResultPath)]
    [Parameter(Mandatory = true, ParameterSetName = ByInputObject)]
    [Parameter(Mandatory = true, ParameterSetName = ByRunPath)]
    [Parameter(Mandatory = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GateKeyCompleter))]
    public string GateKey { get; set; } = RefusalOptions.DefaultGateKey;

    /// <summary>The result file of a refusal smoke run, which the gate is written from.</summary>
    /// <remarks>It is called refusal_smoke_result.json.</remarks>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByResultPath)]
    [Alias("Result")]
    [ValidateNotNullOrEmpty]
    public string ResultPath { get; set; } = "";

    /// <inheritdoc cref="PulseOptions.Placement" />
    [Parameter]
    public PulsePlacement Placement { get; set; }

    /// <inheritdoc cref="SmokeResultCheck.AllowDryRun" />
    [Parameter(ParameterSetName = ByResultPath)]
    public SwitchParameter CompatibleDryRun { get; set; }

    /// <summary>Writes the status as it is then to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Sets the gate to false before the first input arrives and before the preceding cmdlets spend anything.</summary>
    private protected override void Begin()
    {
        var pulse = new PulseOptions { Path = this.Full(Path), GateKey = GateKey, Placement = Placement };
        PulseGateKey.Require(GateKey);
        if (ShouldProcess(pulse.Path, $"Write the gate '{GateKey}'")) _pulse = pulse;
        Write(PulseEntries.Pending(GateKey, TimeProvider.System.GetUtcNow()));
    }

    private protected override bool Takes(PSObject? item)
    {
        if (ParameterSetName == ByResultPath)
        {
            this.Guarded(() => _smokes.Add(ReadResult()), dataEnds: true);
            return true;
        }

        if (item is null || !PipelineJson.Is<RefusalSmokeResult>(item)) return false;

        // The run itself has decided whether the sandbox may pass.
        _smokes.Add(Judge(new SmokeResultCheck { AllowSandbox = true }, PipelineJson.To<RefusalSmokeResult>(item, "rows")));
        return true;
    }

    private protected override void Say(IReadOnlyList<GateReport> reports) => _reports.AddRange(reports);

    /// <summary>Writes the final entry. The first report that does not pass decides.</summary>
    private protected override void Finish()
    {
        PulseStatus? status = Write(Entry());
        if (PassThru && status is not null) WriteObject(status);
    }

    private PulseEntry Entry()
    {
        if (_smokes.Count == 0 && _reports.Count == 0) return PulseEntries.Pending(GateKey, TimeProvider.System.GetUtcNow());
        if (_smokes.Count == 0)
        {
            return PulseEntries.Of(_reports.FirstOrDefault(report => !GateEngine.HasPassed(report)) ?? _reports[^1], GateKey);
        }

        if (_reports.Count > 0 || _smokes.Count > 1)
        {
            throw EvalErrors.InvalidSetting(
                ["A gate is written from one refusal smoke run, or from the reports of gates, not from both."]);
        }

        if (Rule.Length > 0 || PolicyPath is not null || MinimumSampleCount is not null)
        {
            throw EvalErrors.InvalidSetting(
                ["A refusal smoke run has its own rule, that every row passes; other rules are for results."]);
        }

        return PulseEntries.Of(_smokes[0] with { GateKey = GateKey }, _smokes[0].ResultSha256) with
        {
            PendingTracePath = PulseEntries.TracePathOf(GateKey),
        };
    }

    private RefusalSmokeResult ReadResult() =>
        Judge(
            new SmokeResultCheck { AllowSandbox = AllowSandbox, AllowDryRun = CompatibleDryRun },
            SmokeResultFile.Read(this.Full(ResultPath)));

    private RefusalSmokeResult Judge(SmokeResultCheck check, RefusalSmokeResult result) =>
        (check with
        {
            MaximumAge = MaximumAge ?? check.MaximumAge,
            DataPath = DataPath is null ? "" : this.Full(DataPath),
            Folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
        }).Judge(result, TimeProvider.System.GetUtcNow());

    /// <summary>Writes an entry and returns the status after it; null if nothing was written because of -WhatIf or -Confirm.</summary>
    private PulseStatus? Write(PulseEntry entry)
    {
        PulseStatus? status = null;
        if (_pulse is PulseOptions pulse)
        {
            Pump(async (_, cancellationToken) =>
                status = await PulsePatch.WriteAsync(pulse, entry, TimeProvider.System, cancellationToken));
        }

        return status;
    }
}
