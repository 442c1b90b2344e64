using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>Limits of time that a busy machine does not reach.</summary>
public static class Patience
{
    /// <summary>For what comes: no test waits for the end of it.</summary>
    public static readonly TurnLimits Ample = TurnLimits.Default;

    /// <summary>For calls that are tried again.</summary>
    public static readonly RetryTerms Retries = new(RetryTerms.DefaultLimit, Ample.Inactivity, Seed: 1);

    /// <summary>For what never comes: a test waits for all of the 4 s, and everything else of its run has to come sooner.</summary>
    public static readonly TurnLimits Brief = Ample with { Inactivity = TimeSpan.FromSeconds(4) };
}
