using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes runs of made-up cases for pictures and pages.</summary>
internal static class PlottedCases
{
    /// <summary>Returns a run of crawl cases.</summary>
    /// <param name="count">How many.</param>
    /// <param name="change">Changes the case of an index.</param>
    public static PlotRun Of(int count, Action<int, JsonObject>? change = null) => new(Evidence(count, change));

    /// <summary>Returns the evidence of such a run.</summary>
    public static RunEvidence Evidence(int count, Action<int, JsonObject>? change = null) =>
        EvidenceReader.Read(Enumerable.Range(0, count).Select(index =>
        {
            var row = new JsonObject
            {
                ["run_id"] = "made_up",
                ["case_id"] = FormattableString.Invariant($"case_{index:00000}"),
                ["trial"] = 1,
                ["planned"] = count,
                ["data_cases"] = count,
                ["provider"] = "example.org",
                ["tags"] = new JsonArray("billing", index % 2 == 0 ? "even" : "odd"),
                ["condition"] = index % 3 == 0 ? "clean" : "telephone",
                ["outcome"] = index % 4 == 0 ? "fail" : "pass",
                ["grade"] = index % 4 == 0 ? 0 : 1,
                ["user_text"] = "What do I owe?",
                ["assistant_text"] = "Twelve pounds.",
                ["expected_tool_call"] = "get_balance",
                ["predicted_tool_call"] = index % 4 == 0 ? "" : "get_balance",
                ["tool_call_correctness"] = index % 4 == 0 ? 0 : 1,
                ["tool_call_argument_correctness"] = index % 4 == 0 ? 0 : 1,
                ["latency_first_audio_ms"] = 200 + index * 37 % 400,
                ["latency_response_done_ms"] = 500 + index * 53 % 900,
                ["end_of_speech_to_first_audio_ms"] = 210 + index * 37 % 400,
                ["usage"] = new JsonObject { ["output_tokens"] = 20 + index % 30, ["input_tokens"] = 400 },
                ["cost_usd"] = 0.01,
            };
            change?.Invoke(index, row);
            return EvidenceRow.Of(JsonSerializer.SerializeToElement(row));
        }))[0];
}
