namespace RealtimeEvals.Benchmarks.Services;

/// <summary>The addresses of one service.</summary>
internal static class Endpoints
{
    /// <summary>Returns the address below which the REST endpoints of a service are.</summary>
    /// <param name="realtime">Its realtime endpoint.</param>
    public static Uri RestOf(string realtime) => new(
        realtime.Replace("ws://", "http://", StringComparison.Ordinal).Replace("/realtime", "", StringComparison.Ordinal));
}
