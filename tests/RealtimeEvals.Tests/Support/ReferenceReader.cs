using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// The verdict of a reader who knows only the compatible keys and forms it anew: a good status, some rows, none of them failed or errored.
/// </summary>
public static class ReferenceReader
{
    /// <summary>Whether a result file reads as a pass, by its status and its counts.</summary>
    public static bool Passes(JsonElement result)
    {
        return IsGood(result.GetProperty("status").GetString()!) && CountsPass(result);
    }

    /// <summary>Whether the counts of a result file read as a pass by themselves.</summary>
    public static bool CountsPass(JsonElement result)
    {
        JsonElement counts = result.GetProperty("result_counts");
        return AreGood(Count("total"), Count("passed"), Count("failed"), Count("errored"));

        int Count(string name) => counts.GetProperty(name).GetInt32();
    }

    /// <summary>Whether the figures of a status file read as a pass. Without figures there is nothing to read.</summary>
    public static bool FiguresPass(JsonElement status)
    {
        if (!status.TryGetProperty("metrics", out JsonElement metrics)
            || !metrics.TryGetProperty("openai_evals_refusal_smoke_total", out _))
        {
            return false;
        }

        return AreGood(Figure("total"), Figure("passed"), Figure("failed"), Figure("errored"))
            || (metrics.GetProperty("openai_evals_refusal_smoke_fail_rate").GetDouble() == 0 && Figure("errored") == 0);

        int Figure(string name) => metrics.GetProperty($"openai_evals_refusal_smoke_{name}").GetInt32();
    }

    private static bool AreGood(int total, int passed, int failed, int errored) =>
        total > 0 && failed == 0 && errored == 0 && passed + failed + errored <= total;

    /// <summary>One reader takes the word as it stands, another without the white space around it.</summary>
    private static bool IsGood(string status) => status.Trim() is "completed" or "succeeded";
}
