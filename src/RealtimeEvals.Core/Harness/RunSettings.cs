namespace RealtimeEvals.Harness;

/// <summary>Names of settings that are read back from stored runs of any harness.</summary>
internal static class RunSettings
{
    /// <summary>The number of trials of each case; missing or 0 for the number in the data.</summary>
    public const string Trials = "trials";
}
