namespace RealtimeEvals.Runs;

/// <summary>Generates ids for runs without a name.</summary>
public static class RunId
{
    /// <summary>Returns the time in UTC as <c>yyyyMMdd_HHmmss</c>, followed by a number if that folder exists.</summary>
    public static string New(string resultsPath, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        string stamp = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMdd_HHmmss}");
        string id = stamp;
        for (int number = 2; Path.Exists(Path.Combine(resultsPath, id)); number++) id = FormattableString.Invariant($"{stamp}_{number}");
        return id;
    }
}
