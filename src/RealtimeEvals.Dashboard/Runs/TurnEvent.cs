using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>A line of an interview as the events of a run tell it.</summary>
internal static class TurnEvent
{
    /// <summary>The kind of the event.</summary>
    public const string Kind = "turn";

    /// <summary>Returns the content of the event, for programs and, as HTML, for the page.</summary>
    /// <param name="run">The interview.</param>
    /// <param name="turn">The line.</param>
    /// <param name="level">How loud it was in dB below full scale; null when it was not heard.</param>
    /// <param name="pages">Makes the HTML.</param>
    public static JsonObject Of(BenchmarkRun run, BenchmarkTurn turn, double? level, LinePages pages) => new()
    {
        ["interview"] = run.ConversationId.Length > 0 ? run.ConversationId : run.Id,
        ["number"] = turn.Number,
        ["speaker"] = turn.Speaker == Speaker.Agent ? "interviewer" : "participant",
        ["text"] = turn.Text,
        ["at"] = turn.At is DateTimeOffset at ? SeedPayload.TimeOf(at) : null,
        ["seconds"] = turn.At is DateTimeOffset said ? Math.Round((said - run.StartedAt).TotalSeconds, 1) : null,
        ["latency_first_audio_ms"] = turn.LatencyFirstAudioMs,
        ["level_dbfs"] = level,
        ["html"] = pages.Turn(run, turn),
    };
}
