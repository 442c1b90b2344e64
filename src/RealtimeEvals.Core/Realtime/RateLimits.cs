using System.Text.Json;

namespace RealtimeEvals.Realtime;

/// <summary>Reads <c>rate_limits.updated</c>, in which a service says how much it still takes.</summary>
internal static class RateLimits
{
    /// <summary>The share of a limit below which it is nearly used up.</summary>
    private const double NearlyNothing = 0.05;

    /// <summary>Reports it where any limit is nearly used up.</summary>
    /// <param name="pressure">Hears it.</param>
    /// <param name="utf8">The event.</param>
    public static void Tell(RatePressure pressure, ReadOnlyMemory<byte> utf8)
    {
        (bool isNear, TimeSpan? wait) = Read(utf8);
        if (isNear) pressure.Report(wait);
    }

    /// <summary>
    /// Returns whether any limit is nearly used up, and the time until it is renewed if it is used up altogether. Whatever else is in the
    /// event means nothing.
    /// </summary>
    /// <param name="utf8">The event.</param>
    public static (bool IsNear, TimeSpan? Wait) Read(ReadOnlyMemory<byte> utf8)
    {
        JsonElement limits = EventJson.Field(utf8, "rate_limits");
        if (limits.ValueKind != JsonValueKind.Array) return (false, null);
        (bool isNear, TimeSpan? wait) = (false, null);
        foreach (JsonElement limit in limits.EnumerateArray())
        {
            if (Number(limit, "limit") is not double all || Number(limit, "remaining") is not double left || all <= 0) continue;
            if (left >= NearlyNothing * all) continue;
            isNear = true;
            if (left <= 0 && Number(limit, "reset_seconds") is double seconds and > 0 and <= 3600)
            {
                var renewed = TimeSpan.FromSeconds(seconds);
                wait = wait > renewed ? wait : renewed;
            }
        }

        return (isNear, wait);
    }

    private static double? Number(JsonElement limit, string name) =>
        limit.ValueKind == JsonValueKind.Object
        && limit.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
