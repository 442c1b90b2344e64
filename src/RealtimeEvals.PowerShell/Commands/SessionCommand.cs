using System.Management.Automation;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of the cmdlets that open realtime sessions.</summary>
public abstract class SessionCommand : ServiceCommand
{
    /// <summary>The longest time for one case, in seconds.</summary>
    [Parameter]
    [Alias("TotalTimeout")]
    public double TotalTimeoutSec { get; set; } = TurnLimits.Default.Total.TotalSeconds;

    /// <summary>How long a service that refuses the connection or asks for patience is tried again, in seconds.</summary>
    [Parameter]
    [Alias("RetryLimit")]
    public double RetryTimeoutSec { get; set; } = RetryTerms.UsualLimit.TotalSeconds;

    /// <summary>The seed of everything random.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;
}
