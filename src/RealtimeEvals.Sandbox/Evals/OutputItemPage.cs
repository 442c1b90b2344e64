using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>Lists the rows of a run in pages.</summary>
internal static class OutputItemPage
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 100;

    /// <summary>Returns a page.</summary>
    /// <param name="run">The run with the rows.</param>
    /// <param name="eval">The evaluation of the run.</param>
    /// <param name="query">The query parameters after, limit, order and status.</param>
    /// <exception cref="ProtocolException">A parameter is invalid.</exception>
    public static JsonObject Describe(StoredEvalRun run, StoredEval eval, NameValueCollection query)
    {
        int limit = LimitOf(query["limit"]);
        bool isDescending = OneOf(query, "order", "asc", "desc") == "desc";
        string? status = OneOf(query, "status", "fail", "pass");
        IEnumerable<EvalRow> rows = run.State.Rows.Where(row => status is null || row.Status == status);
        EvalRow[] ordered = [.. isDescending ? rows.Reverse() : rows];
        int start = query["after"] is string after ? Array.FindIndex(ordered, row => IdOf(run, row) == after) + 1 : 0;
        if (start == 0 && query["after"] is not null)
        {
            throw new ProtocolException(HttpReply.NotFound, $"No output item '{query["after"]}' is in this list.", "after");
        }

        EvalRow[] page = [.. ordered.Skip(start).Take(limit)];
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. page.Select(row => Describe(row, run, eval))]),
            ["first_id"] = page.Length > 0 ? IdOf(run, page[0]) : null,
            ["last_id"] = page.Length > 0 ? IdOf(run, page[^1]) : null,
            ["has_more"] = start + page.Length < ordered.Length,
        };
    }

    private static int LimitOf(string? text)
    {
        if (text is null) return DefaultLimit;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit);
        return isNumber && limit is >= 1 and <= MaximumLimit
            ? limit
            : throw new ProtocolException(
                "invalid_value", FormattableString.Invariant($"Invalid value for 'limit': it must be 1 to {MaximumLimit}."), "limit");
    }

    private static string? OneOf(NameValueCollection query, string name, params string[] words)
    {
        if (query[name] is not string word || words.Contains(word, StringComparer.Ordinal)) return query[name];
        string supported = string.Join(", ", words.Select(known => $"'{known}'"));
        throw new ProtocolException("invalid_value", $"Invalid value: '{word}'. Supported values are: {supported}.", name);
    }

    private static string IdOf(StoredEvalRun run, EvalRow row) => FormattableString.Invariant($"outputitem_{run.Id}_{row.Index}");

    private static JsonObject Describe(EvalRow row, StoredEvalRun run, StoredEval eval) => new JsonObject
    {
        ["id"] = IdOf(run, row),
        ["object"] = "eval.run.output_item",
        ["created_at"] = run.CreatedAt,
        ["run_id"] = run.Id,
        ["eval_id"] = eval.Id,
        ["status"] = row.Status,
        ["datasource_item_id"] = row.Index,
        ["datasource_item"] = JsonNode.Parse(row.Item.GetRawText()),
        ["results"] = new JsonArray([.. row.Passed.Select((passed, index) => Result(eval.Checks[index], passed))]),
        ["sample"] = Sample(row, run),
    };

    private static JsonObject Result(StringCheck check, bool passed) => new JsonObject
    {
        ["name"] = check.Name, ["type"] = "string_check", ["score"] = passed ? 1.0 : 0.0, ["passed"] = passed, ["sample"] = null,
    };

    private static JsonObject Sample(EvalRow row, StoredEvalRun run)
    {
        (int prompt, int completion) = RunObject.TokensOf(row);
        return new JsonObject
        {
            ["input"] = new JsonArray([.. row.Messages.Select(message => Message(message.Role, message.Text))]),
            ["output"] = row.ErrorCode is null ? new JsonArray(Message("assistant", row.Answer)) : new JsonArray(),
            ["finish_reason"] = row.ErrorCode is null ? "stop" : "",
            ["model"] = run.Model,
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = prompt,
                ["completion_tokens"] = completion,
                ["total_tokens"] = prompt + completion,
                ["cached_tokens"] = 0,
            },
            ["error"] = row.ErrorCode is string code
                ? new JsonObject { ["code"] = code, ["message"] = "The row was not answered (injected)." }
                : null,
            ["temperature"] = 1.0,
            ["max_completion_tokens"] = null,
            ["top_p"] = 1.0,
            ["seed"] = 42,
        };
    }

    private static JsonObject Message(string role, string text) => new JsonObject { ["role"] = role, ["content"] = text };
}
