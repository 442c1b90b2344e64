namespace RealtimeEvals.Runs;

/// <summary>Names for runs that the user did not name.</summary>
public static class RunId
{
    /// <summary>The time in UTC as <c>yyyyMMdd_HHmmss</c>, followed by a number where that folder is taken.</summary>
    public static string New(string resultsPath, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        string stamp = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMdd_HHmmss}");
        string id = stamp;
        for (int number = 2; Path.Exists(Path.Combine(resultsPath, id)); number++) id = FormattableString.Invariant($"{stamp}_{number}");
        return id;
    }
}
