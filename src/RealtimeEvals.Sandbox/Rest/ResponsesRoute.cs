using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Realtime;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary><c>POST /v1/responses</c>: whatever it is asked, it answers as the sandbox's judge.</summary>
internal sealed class ResponsesRoute(JudgeMind mind, FaultPlan faults, TimeProvider time)
{
    private const int MaximumBodyBytes = 10 * 1024 * 1024;

    private int _responses;

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        SandboxFault? fault = faults.Take(context.Request.Headers["X-Client-Request-Id"] ?? "", FaultKind.Judge);
        if (await HttpFault.PlayAsync(context, fault, "Nothing was judged (injected).", time, cancellationToken)) return;
        try
        {
            using JsonDocument body = await RequestBody.ReadJsonAsync(context.Request, MaximumBodyBytes, cancellationToken);
            var request = ResponseRequest.Read(body.RootElement);
            string? answer = Answer(mind.Decide(request.Input, request.MayNotApply), fault);
            await HttpReply.JsonAsync(context, HttpStatusCode.OK, Describe(request, answer), cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    /// <summary>The text of the answer, spoiled where a fault says so; null for none.</summary>
    private static string? Answer(JudgeVerdict verdict, SandboxFault? fault)
    {
        string right = Write(verdict.Grade, verdict.Rationale);
        return fault?.Value switch
        {
            "prose" => "Everything considered, I would say that this went rather well.",
            "truncated" => right[..(right.Length / 2)],
            "string" => Write("1", verdict.Rationale),
            "two" => Write(2, verdict.Rationale),
            "nothing" => null,
            _ => right,
        };
    }

    private static string Write(JsonNode? grade, string rationale) => new JsonObject { ["grade"] = grade, ["rationale"] = rationale }.ToJsonString();

    private JsonObject Describe(ResponseRequest request, string? answer)
    {
        int number = Interlocked.Increment(ref _responses);
        int input = TokenMeter.Text(request.Instructions) + TokenMeter.Text(request.Input);
        int output = TokenMeter.Text(answer ?? "");
        return new JsonObject
        {
            ["id"] = FormattableString.Invariant($"resp_sandbox_{number}"),
            ["object"] = "response",
            ["created_at"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["status"] = "completed",
            ["background"] = false,
            ["error"] = null,
            ["incomplete_details"] = null,
            ["instructions"] = request.Instructions.Length > 0 ? request.Instructions : null,
            ["max_output_tokens"] = Given(request, "max_output_tokens"),
            ["metadata"] = Given(request, "metadata") ?? new JsonObject(),
            ["model"] = request.Model + ServiceTarget.SandboxModelSuffix,
            ["output"] = answer is null ? [] : new JsonArray(Message(number, answer)),
            ["parallel_tool_calls"] = true,
            ["previous_response_id"] = null,
            ["reasoning"] = Given(request, "reasoning") ?? new JsonObject { ["effort"] = null, ["summary"] = null },
            ["store"] = Given(request, "store") ?? true,
            ["temperature"] = Given(request, "temperature") ?? 1.0,
            ["text"] = Given(request, "text") ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = Given(request, "top_p") ?? 1.0,
            ["truncation"] = Given(request, "truncation") ?? "disabled",
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = input,
                ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
                ["output_tokens"] = output,
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
                ["total_tokens"] = input + output,
            },
        };
    }

    private static JsonObject Message(int number, string text) => new()
    {
        ["id"] = FormattableString.Invariant($"msg_sandbox_{number}"),
        ["type"] = "message",
        ["status"] = "completed",
        ["role"] = "assistant",
        ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() }),
    };

    private static JsonNode? Given(ResponseRequest request, string name) =>
        request.Json.TryGetProperty(name, out JsonElement value) ? JsonNode.Parse(value.GetRawText()) : null;
}
