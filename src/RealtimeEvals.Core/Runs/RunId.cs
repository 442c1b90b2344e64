namespace RealtimeEvals.Runs;

/// <summary>Generates ids for runs without a name.</summary>
internal static class RunId
{
    /// <summary>Returns the time in UTC as <c>yyyyMMdd_HHmmss</c>, followed by a number if that id is taken.</summary>
    public static string New(IRunStore store, TimeProvider time)
    {
        string stamp = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMdd_HHmmss}");
        string id = stamp;
        for (int number = 2; store.IsTaken(id); number++) id = FormattableString.Invariant($"{stamp}_{number}");
        return id;
    }
}
