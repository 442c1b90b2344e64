namespace RealtimeEvals.Waiting;

/// <summary>Computes with time stamps of a <see cref="TimeProvider"/>.</summary>
internal static class Stamps
{
    /// <summary>Returns the milliseconds from one time stamp to another; null when one is missing.</summary>
    public static double? MillisecondsBetween(this TimeProvider time, long? from, long? to) =>
        from is long start && to is long end ? time.GetElapsedTime(start, end).TotalMilliseconds : null;
}
