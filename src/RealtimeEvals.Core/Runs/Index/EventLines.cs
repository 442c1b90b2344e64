using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>The event log of a conversation as rows of the store. What cannot be read is left out: the log is the evidence.</summary>
internal static class EventLines
{
    /// <summary>Reads a log.</summary>
    /// <param name="path">The absolute path of the log.</param>
    /// <param name="startedAt">When the conversation started, from which the times of its events are counted.</param>
    public static IReadOnlyList<BenchmarkEvent> Read(string path, DateTimeOffset startedAt)
    {
        var events = new List<BenchmarkEvent>();
        try
        {
            using var lines = new StreamReader(PlainFile.Open(path));
            while (lines.ReadLine() is string line)
            {
                if (Parse(events.Count + 1, line, startedAt) is BenchmarkEvent found) events.Add(found);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return events;
        }

        return events;
    }

    private static BenchmarkEvent? Parse(int number, string line, DateTimeOffset startedAt)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            JsonElement root = parsed.RootElement;
            DateTimeOffset? at = root.TryGetProperty("session_time_ms", out JsonElement time) && time.TryGetDouble(out double passed)
                ? startedAt.AddMilliseconds(passed)
                : null;
            return new BenchmarkEvent(
                number,
                at,
                root.GetProperty("source").GetString() ?? "",
                root.GetProperty("type").GetString() ?? "",
                root.TryGetProperty("event", out JsonElement content) ? content.GetRawText() : "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
