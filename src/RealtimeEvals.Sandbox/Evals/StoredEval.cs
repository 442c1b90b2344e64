using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A hosted evaluation with its runs.</summary>
/// <param name="number">A number that is unique in this sandbox.</param>
/// <param name="createdAt">The time of creation in Unix seconds.</param>
/// <param name="request">The request that created it.</param>
internal sealed class StoredEval(int number, long createdAt, EvalRequest request)
{
    public string Id { get; } = FormattableString.Invariant($"eval_sandbox_{number}");

    public ConcurrentDictionary<string, StoredEvalRun> Runs { get; } = new(StringComparer.Ordinal);

    public ItemSchema Schema => request.Schema;

    /// <summary>The graders with their names in results: the service appends a UUID.</summary>
    public IReadOnlyList<StringCheck> Checks { get; } =
    [
        .. request.Checks.Select((check, index) =>
            check with { Name = FormattableString.Invariant($"{check.Name}-{number:x8}-0000-4000-8000-{index:x12}") }),
    ];

    /// <summary>Returns the service's JSON object of the evaluation.</summary>
    public JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["object"] = "eval",
        ["name"] = JsonField.Of(request.Json, "name") ?? "",
        ["created_at"] = createdAt,
        ["metadata"] = JsonField.Of(request.Json, "metadata") ?? new JsonObject(),
        ["data_source_config"] = JsonField.Of(request.Json, "data_source_config"),
        ["testing_criteria"] = new JsonArray([.. request.Checks.Zip(Checks).Select(pair => Describe(pair.First, pair.Second.Name))]),
    };

    private static JsonObject Describe(StringCheck check, string id) => new JsonObject
    {
        ["id"] = id,
        ["type"] = "string_check",
        ["name"] = check.Name,
        ["input"] = check.Input,
        ["operation"] = check.Operation,
        ["reference"] = check.Reference,
    };
}
