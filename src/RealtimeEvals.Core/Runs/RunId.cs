namespace RealtimeEvals.Runs;

/// <summary>Generates ids for runs without a name.</summary>
internal static class RunId
{
    /// <summary>Returns the time in UTC as <c>yyyyMMdd_HHmmss</c>, followed by a number if that id is taken.</summary>
    /// <param name="store">Where the run will be kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="suffix">What comes last.</param>
    public static string New(IRunStore store, TimeProvider time, string suffix = "")
    {
        string stamp = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMdd_HHmmss}");
        string id = stamp + suffix;
        for (int number = 2; store.IsTaken(id); number++) id = FormattableString.Invariant($"{stamp}_{number}{suffix}");
        return id;
    }
}
