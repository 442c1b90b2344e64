using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>POST /v1/responses</c>: text answers.</summary>
internal sealed class ResponsesRoute(TextAnswerer answerer, TimeProvider time)
{
    private const int MaximumBodyBytes = 10 * 1024 * 1024;

    private int _responses;

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        try
        {
            ResponseRequest request = await RequestBody.ReadJsonAsync(
                context.Request, MaximumBodyBytes, ResponseRequest.Read, cancellationToken);
            if (await answerer.AnswerAsync(context, request.Question, cancellationToken) is not TextReply answer) return;
            await HttpReply.JsonAsync(context, HttpStatusCode.OK, Describe(request, answer), cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    private JsonObject Describe(ResponseRequest request, TextReply answer)
    {
        int number = Interlocked.Increment(ref _responses);
        Question question = request.Question;
        int input = TokenMeter.Text(question.Instructions) + TokenMeter.Text(question.Input);
        int output = TokenMeter.Text(answer.Words);
        return new JsonObject
        {
            ["id"] = FormattableString.Invariant($"resp_sandbox_{number}"),
            ["object"] = "response",
            ["created_at"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["status"] = "completed",
            ["background"] = false,
            ["error"] = null,
            ["incomplete_details"] = null,
            ["instructions"] = question.Instructions.Length > 0 ? question.Instructions : null,
            ["max_output_tokens"] = JsonField.Of(request.Json, "max_output_tokens"),
            ["metadata"] = JsonField.Of(request.Json, "metadata") ?? new JsonObject(),
            ["model"] = request.Model + ServiceTarget.SandboxModelSuffix,
            ["output"] = answer is { Text: null, Refusal: null } ? [] : new JsonArray(Message(number, answer)),
            ["parallel_tool_calls"] = true,
            ["previous_response_id"] = null,
            ["reasoning"] = JsonField.Of(request.Json, "reasoning") ?? new JsonObject { ["effort"] = null, ["summary"] = null },
            ["store"] = JsonField.Of(request.Json, "store") ?? true,
            ["temperature"] = JsonField.Of(request.Json, "temperature") ?? 1.0,
            ["text"] = JsonField.Of(request.Json, "text") ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = JsonField.Of(request.Json, "top_p") ?? 1.0,
            ["truncation"] = JsonField.Of(request.Json, "truncation") ?? "disabled",
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

    private static JsonObject Message(int number, TextReply answer) => new()
    {
        ["id"] = FormattableString.Invariant($"msg_sandbox_{number}"),
        ["type"] = "message",
        ["status"] = "completed",
        ["role"] = "assistant",
        ["content"] = new JsonArray(answer.Refusal is string refusal
            ? new JsonObject { ["type"] = "refusal", ["refusal"] = refusal }
            : new JsonObject
            {
                ["type"] = "output_text",
                ["text"] = answer.Text,
                ["annotations"] = new JsonArray(),
                ["logprobs"] = new JsonArray(),
            }),
    };
}
