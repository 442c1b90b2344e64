using System.Text.Json;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of a request for a chat completion. As at the real service, unknown and missing fields are errors.</summary>
internal static class ChatRequestShape
{
    private static readonly Shape Part = Object(("type!", OneOf("text")), ("text!", Text));

    private static readonly Shape Message = Object(
        ("role!", OneOf("system", "developer", "user", "assistant")),
        ("content!", Either(Text, ListOf(Part))),
        ("name", Text),
        ("refusal", Nullable(Text)));

    private static readonly Shape Request = Object(
        ("model!", Text), ("messages!", ListOf(Message)),
        ("stream", Nullable(Flag)), ("n", Nullable(Number(1, 1))), ("store", Nullable(Flag)), ("metadata", Nullable(Any)),
        ("temperature", Nullable(Number(0, 2))), ("top_p", Nullable(Number(0, 1))),
        ("seed", Nullable(Number(long.MinValue, long.MaxValue))),
        ("max_completion_tokens", Nullable(Number(1, int.MaxValue))), ("max_tokens", Nullable(Number(1, int.MaxValue))),
        ("response_format", AnswerFormatShape.Chat),
        ("frequency_penalty", Nullable(Number(-2, 2))), ("presence_penalty", Nullable(Number(-2, 2))),
        ("verbosity", Nullable(OneOf("low", "medium", "high"))),
        ("reasoning_effort", Nullable(OneOf("none", "minimal", "low", "medium", "high", "xhigh"))),
        ("service_tier", Nullable(Text)), ("user", Text),
        ("safety_identifier", Nullable(Text)), ("prompt_cache_key", Nullable(Text)));

    /// <summary>Validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static void Check(JsonElement request)
    {
        Request.Check(request, "");
        if (request.GetProperty("messages").GetArrayLength() == 0)
        {
            throw new ProtocolException(
                "empty_array",
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
                "messages");
        }
    }
}
