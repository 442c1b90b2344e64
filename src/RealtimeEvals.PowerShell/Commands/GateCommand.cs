using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters and the common steps of the cmdlets that evaluate rules on evidence.</summary>
public abstract class GateCommand : EvidenceCommand
{
    private GateOptions _options = new();

    /// <inheritdoc cref="GateOptions.Rules" />
    /// <remarks>
    /// Reports of Measure-EvalGate and refusal smoke runs have been judged by their own rules; rules beside them are the error
    /// InvalidSetting.
    /// </remarks>
    [Parameter(Position = 0)]
    [Alias("Require")]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [AllowEmptyCollection]
    public string[] Rule { get; set; } = [];

    /// <inheritdoc cref="GateOptions.PolicyPath" />
    [Parameter]
    [Alias("Policy")]
    public string? PolicyPath { get; set; }

    /// <inheritdoc cref="GateOptions.PolicySet" />
    [Parameter]
    [ArgumentCompleter(typeof(PolicySetCompleter))]
    public string PolicySet { get; set; } = "";

    /// <inheritdoc cref="GateOptions.MinimumSamples" />
    [Parameter]
    [Alias("MinSamples")]
    public int? MinimumSampleCount { get; set; }

    /// <inheritdoc cref="GateOptions.MaximumAge" />
    /// <remarks>A number is taken for hours; 7d is 7 days.</remarks>
    [Parameter]
    [Alias("MaxAgeHours")]
    [Hours]
    public TimeSpan? MaximumAge { get; set; }

    /// <inheritdoc cref="GateOptions.AllowSandbox" />
    [Parameter]
    public SwitchParameter AllowSandbox { get; set; }

    /// <inheritdoc cref="GateOptions.AllowPartialData" />
    [Parameter]
    public SwitchParameter AllowPartialData { get; set; }

    /// <inheritdoc cref="GateOptions.BaselinePath" />
    /// <remarks>Export-EvalBaseline writes it. A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("Baseline")]
    public string? BaselinePath { get; set; }

    /// <inheritdoc cref="GateOptions.JudgeAgreementPath" />
    /// <remarks>Measure-JudgeAgreement writes it. A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("JudgeAgreement")]
    public string? JudgeAgreementPath { get; set; }

    /// <inheritdoc cref="GateOptions.DataPath" />
    [Parameter]
    [Alias("DataCsv")]
    public string? DataPath { get; set; }

    /// <inheritdoc />
    protected sealed override void BeginProcessing()
    {
        // Invalid rules must not prevent a gate from being set to false.
        this.Guarded(Begin, dataEnds: true);
        try
        {
            _options = ReadOptions();
        }
        catch (EvalException exception)
        {
            Refuse(exception);
        }
    }

    /// <summary>Evaluates all results together, when the last one has arrived.</summary>
    private protected sealed override void End(EvidenceInput input)
    {
        if (!input.IsEmpty || !HasOther) Say(input);
        Finish();
    }

    private void Say(EvidenceInput input)
    {
        if (input.Reports.Count > 0 && (_options.Rules.Count > 0 || MinimumSampleCount is not null))
        {
            throw EvalErrors.InvalidSetting(
            [
                "A report of a gate came down the pipeline together with rules or a least number of values; "
                + "it has been looked at by its own.",
            ]);
        }

        Say(
        [
            .. input.Reports.Select(report => EvidenceAge.Again(report, MaximumAge, TimeProvider.System.GetUtcNow())),
            .. (input.IsEmpty ? EvidenceReader.Read([]) : input.Read(ReadFolder)).Select(Evaluate),
        ]);
    }

    private protected sealed override RunEvidence ReadFolder(string path) => StoredRunEvidence.Read(path, _options);

    private protected sealed override void TakeFolder(RunEvidence run) => Say([Evaluate(run)]);

    /// <summary>Called before the first input arrives and before rules are read, which may be invalid.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Called after all inputs have been evaluated.</summary>
    private protected virtual void Finish()
    {
    }

    /// <summary>Handles invalid rules or an invalid policy. If it returns, the gate has no rules and so never passes.</summary>
    /// <param name="error">The problem.</param>
    private protected virtual void Refuse(EvalException error) => this.Fail(error);

    /// <summary>Handles the result of one input: of a folder, or of all results of the pipeline together.</summary>
    /// <param name="reports">The report of the gate on each of its runs; at least one.</param>
    private protected abstract void Say(IReadOnlyList<GateReport> reports);

    private GateReport Evaluate(RunEvidence run) =>
        new GateEngine(_options, AdapterServices.Distributions, TimeProvider.System).Evaluate(run);

    private GateOptions ReadOptions()
    {
        this.RequireGiven();
        GateOptions options = GateRules.Read(this, Rule, PolicyPath, PolicySet, MinimumSampleCount, MaximumAge);
        if (JudgeAgreementPath is not null) options = options.WithJudges(this.Full(JudgeAgreementPath));
        if (BaselinePath is not null) options = options with { BaselinePath = this.Full(BaselinePath) };
        return options.WithBaselineRead() with
        {
            AllowSandbox = AllowSandbox,
            AllowPartialData = options.AllowPartialData || AllowPartialData,
            DataPath = DataPath is null ? "" : this.Full(DataPath),
        };
    }
}
