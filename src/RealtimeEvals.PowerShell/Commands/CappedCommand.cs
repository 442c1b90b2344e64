using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that divide a run of cases and cap it, and that have its errors tried again.</summary>
public abstract class CappedCommand : SessionCommand
{
    /// <inheritdoc cref="RunOptions.Shard" />
    [Parameter]
    public string Shard { get; set; } = "";

    /// <inheritdoc cref="RunOptions.MaximumCostUsd" />
    [Parameter]
    [Alias("MaxCost", "MaximumCostUsd")]
    public decimal? MaximumCost { get; set; }

    /// <inheritdoc cref="RunOptions.MaximumTokens" />
    [Parameter]
    [Alias("MaxTokens")]
    public long? MaximumToken { get; set; }

    /// <inheritdoc cref="RunOptions.MaximumDuration" />
    [Parameter]
    [Alias("MaxDurationHours")]
    [Hours]
    public TimeSpan? MaximumDuration { get; set; }

    /// <inheritdoc cref="RunOptions.RetryErrors" />
    [Parameter]
    [Alias("RetryErrors")]
    public SwitchParameter RetryError { get; set; }

    /// <summary>Returns the options with the values of these parameters.</summary>
    private protected RunOptions Capped(RunOptions options) => options with
    {
        Shard = Harness.Shard.Parse(Shard),
        MaximumCostUsd = MaximumCost,
        MaximumTokens = MaximumToken,
        MaximumDuration = MaximumDuration,
        RetryErrors = RetryError,
    };
}
