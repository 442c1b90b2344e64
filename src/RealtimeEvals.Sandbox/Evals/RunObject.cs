using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Rest;
using RealtimeEvals.Sandbox.Sessions;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>Creates the service's JSON object of a run.</summary>
internal static class RunObject
{
    /// <summary>Returns the JSON object.</summary>
    /// <param name="run">The run to describe.</param>
    /// <param name="state">The state to report.</param>
    /// <param name="eval">The evaluation of the run.</param>
    /// <param name="host">The host and port of the sandbox, for the address of the report, which does not exist.</param>
    public static JsonObject Describe(StoredEvalRun run, EvalRunState state, StoredEval eval, string host) => new()
    {
        ["id"] = run.Id,
        ["object"] = "eval.run",
        ["created_at"] = run.CreatedAt,
        ["status"] = state.Status,
        ["eval_id"] = eval.Id,
        ["report_url"] = $"http://{host}/evaluations/{eval.Id}?run_id={run.Id}",
        ["model"] = run.Model,
        ["name"] = JsonField.Of(run.Request.Json, "name") ?? "",
        ["result_counts"] = new JsonObject
        {
            ["total"] = state.Rows.Count,
            ["errored"] = state.Count("error"),
            ["failed"] = state.Count("fail"),
            ["passed"] = state.Count("pass"),
        },
        ["per_model_usage"] = state.Rows.Count == 0 ? null : new JsonArray(Usage(run, state)),
        ["per_testing_criteria_results"] = state.Rows.Count == 0
            ? null
            : new JsonArray([.. eval.Checks.Select((check, index) => Results(check, index, state))]),
        ["data_source"] = JsonField.Of(run.Request.Json, "data_source"),
        ["metadata"] = JsonField.Of(run.Request.Json, "metadata") ?? new JsonObject(),
        ["error"] = state.Status == "failed"
            ? new JsonObject { ["code"] = "server_error", ["message"] = "The run failed (injected)." }
            : null,
    };

    /// <summary>Returns the tokens of a row: those of the messages and those of the answer.</summary>
    public static (int Prompt, int Completion) TokensOf(EvalRow row) =>
        (row.Messages.Sum(message => TokenMeter.Text(message.Text)), TokenMeter.Text(row.Answer));

    private static JsonObject Usage(StoredEvalRun run, EvalRunState state)
    {
        int prompt = state.Rows.Sum(row => TokensOf(row).Prompt);
        int completion = state.Rows.Sum(row => TokensOf(row).Completion);
        return new JsonObject
        {
            ["model_name"] = run.Model,
            ["invocation_count"] = state.Rows.Count,
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = completion,
            ["total_tokens"] = prompt + completion,
            ["cached_tokens"] = 0,
        };
    }

    private static JsonObject Results(StringCheck check, int index, EvalRunState state)
    {
        EvalRow[] graded = [.. state.Rows.Where(row => row.ErrorCode is null)];
        int passed = graded.Count(row => row.Passed[index]);
        return new JsonObject { ["testing_criteria"] = check.Name, ["passed"] = passed, ["failed"] = graded.Length - passed };
    }
}
