using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of the cmdlets that open realtime sessions.</summary>
public abstract class SessionCommand : ServiceCommand
{
    /// <inheritdoc cref="TurnLimits.Total" />
    [Parameter]
    [Alias("TotalTimeout")]
    public double TotalTimeoutSec { get; set; } = TurnLimits.Default.Total.TotalSeconds;

    /// <inheritdoc cref="RunOptions.RetryLimit" />
    [Parameter]
    [Alias("RetryLimit")]
    public double RetryTimeoutSec { get; set; } = RetryTerms.DefaultLimit.TotalSeconds;

    /// <inheritdoc cref="RunOptions.Seed" />
    [Parameter]
    public int Seed { get; set; } = 1;
}
