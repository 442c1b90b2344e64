namespace RealtimeEvals.Harness;

/// <summary>The names of settings that are looked at again, whatever the harness.</summary>
internal static class RunSettings
{
    /// <summary>How often each case is run; not there, or 0, for what the data says.</summary>
    public const string Trials = "trials";
}
