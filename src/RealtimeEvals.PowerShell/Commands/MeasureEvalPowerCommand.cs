using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Comparing;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Says how many cases or trials a difference between two runs needs, and which difference a number of cases shows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EvalPower")]
[OutputType(typeof(EvalPower))]
public sealed class MeasureEvalPowerCommand : AsyncCommand
{
    /// <inheritdoc cref="PowerOptions.Difference" />
    [Parameter(Position = 0)]
    public double? Difference { get; set; }

    /// <inheritdoc cref="PowerOptions.CaseCount" />
    /// <remarks>A comparison of Compare-EvalRun brings it with it.</remarks>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Cases")]
    public int? CaseCount { get; set; }

    /// <inheritdoc cref="PowerOptions.DifferingShare" />
    /// <remarks>Compare-EvalRun writes it, and brings it with it down the pipeline.</remarks>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? DifferingShare { get; set; }

    /// <inheritdoc cref="PowerOptions.Deviation" />
    [Parameter]
    public double? Deviation { get; set; }

    /// <inheritdoc cref="PowerOptions.TrialCount" />
    [Parameter]
    [Alias("Trials")]
    public int? TrialCount { get; set; }

    /// <inheritdoc cref="PowerOptions.BetweenShare" />
    [Parameter]
    public double BetweenShare { get; set; } = 1;

    /// <inheritdoc cref="PowerOptions.Power" />
    [Parameter]
    public double Power { get; set; } = 0.8;

    /// <inheritdoc cref="PowerOptions.Alpha" />
    [Parameter]
    public double Alpha { get; set; } = 0.05;

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() => WriteObject(Measure(new PowerOptions
    {
        Difference = Difference,
        CaseCount = CaseCount,
        DifferingShare = DifferingShare is 0 ? null : DifferingShare,
        Deviation = Deviation,
        TrialCount = TrialCount,
        BetweenShare = BetweenShare,
        Power = Power,
        Alpha = Alpha,
    })));

    /// <summary>Computes. The adapters are loaded here, after the module has set their path.</summary>
    private static EvalPower Measure(PowerOptions options) => new PowerOperation(AdapterServices.Distributions).Measure(options);
}
