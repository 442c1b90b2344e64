using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>POST /v1/chat/completions</c>: text answers in the older protocol.</summary>
internal sealed class ChatCompletionsRoute(TextAnswerer answerer, TimeProvider time)
{
    private const int MaximumBodyBytes = 10 * 1024 * 1024;

    private int _completions;

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        try
        {
            ChatRequest request = await RequestBody.ReadJsonAsync(context.Request, MaximumBodyBytes, ChatRequest.Read, cancellationToken);
            if (await answerer.AnswerAsync(context, request.Question, cancellationToken) is not TextReply answer) return;
            await HttpReply.JsonAsync(context, HttpStatusCode.OK, Describe(request, answer), cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    private JsonObject Describe(ChatRequest request, TextReply answer)
    {
        int prompt = TokenMeter.Text(request.Question.Input);
        int completion = TokenMeter.Text(answer.Words);
        return new JsonObject
        {
            ["id"] = FormattableString.Invariant($"chatcmpl_sandbox_{Interlocked.Increment(ref _completions)}"),
            ["object"] = "chat.completion",
            ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["model"] = request.Model + ServiceTarget.SandboxModelSuffix,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = string.IsNullOrEmpty(answer.Text) ? null : answer.Text,
                    ["refusal"] = answer.Refusal,
                    ["annotations"] = new JsonArray(),
                },
                ["logprobs"] = null,
                ["finish_reason"] = "stop",
            }),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = prompt,
                ["completion_tokens"] = completion,
                ["total_tokens"] = prompt + completion,
                ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0, ["audio_tokens"] = 0 },
                ["completion_tokens_details"] = new JsonObject
                {
                    ["reasoning_tokens"] = 0,
                    ["audio_tokens"] = 0,
                    ["accepted_prediction_tokens"] = 0,
                    ["rejected_prediction_tokens"] = 0,
                },
            },
            ["service_tier"] = "default",
        };
    }
}
