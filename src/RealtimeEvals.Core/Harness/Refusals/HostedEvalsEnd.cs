using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The shutdown of OpenAI's hosted evals. It does not affect Azure or services on this machine.</summary>
internal static class HostedEvalsEnd
{
    /// <summary>The day of the shutdown, in UTC.</summary>
    public static readonly DateOnly Day = new(2026, 11, 30);

    /// <summary>Throws if a run would use OpenAI's hosted evals on or after the day of the shutdown.</summary>
    /// <exception cref="EvalException"><c>HostedEvalsEnded</c>.</exception>
    public static void Refuse(RefusalOptions options, TimeProvider time)
    {
        if (AsksOpenAI(options) && HasEnded(time)) throw EvalErrors.HostedEvalsEnded(Day);
    }

    /// <summary>Returns a sentence for a run that names the backend and is not refused; otherwise null.</summary>
    public static string? Warning(RefusalOptions options, TimeProvider time) =>
        options.Backend == RefusalBackend.OpenAIEvals || AsksOpenAI(options)
            ? FormattableString.Invariant(
                $"OpenAI's hosted evals have been read-only since 2026-10-31 and {(HasEnded(time) ? "ended" : "end")} on {Day:yyyy-MM-dd}.")
                + " Take the backend Responses, which grades here."
            : null;

    private static bool HasEnded(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) >= Day;

    private static bool AsksOpenAI(RefusalOptions options)
    {
        if (options.Target.Rest is not Uri rest || LoopbackAddress.Is(rest) || AzureAddress.IsAzure(rest)) return false;
        return options.Backend == RefusalBackend.OpenAIEvals || (options.IsHosted && AzureAddress.IsBelow(rest.Host, "openai.com"));
    }
}
