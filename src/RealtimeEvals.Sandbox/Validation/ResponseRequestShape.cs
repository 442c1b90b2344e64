using System.Text.Json;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of a request for a response. As at the real service, unknown and missing fields are errors.</summary>
internal static class ResponseRequestShape
{
    private static readonly Shape Part = Object(
        ("type!", OneOf("input_text", "output_text")), ("text!", Text), ("annotations", ListOf(Any)));

    private static readonly Shape Message = Object(
        ("type", OneOf("message")), ("role!", OneOf("user", "assistant", "system", "developer")), ("content!", Either(Text, ListOf(Part))),
        ("id", Nullable(Text)), ("status", OneOf("in_progress", "completed", "incomplete")));

    private static readonly Shape Reasoning = Object(
        ("effort", Nullable(OneOf("none", "minimal", "low", "medium", "high", "xhigh"))),
        ("summary", Nullable(OneOf("auto", "concise", "detailed"))));

    private static readonly Shape Request = Object(
        ("model!", Text), ("instructions", Nullable(Text)), ("input!", Either(Text, ListOf(Message))),
        ("text", Object(("format", AnswerFormatShape.Responses), ("verbosity", Nullable(OneOf("low", "medium", "high"))))),
        ("store", Nullable(Flag)), ("stream", Nullable(Flag)), ("temperature", Nullable(Number(0, 2))), ("top_p", Nullable(Number(0, 1))),
        ("max_output_tokens", Nullable(Number(16, int.MaxValue))), ("reasoning", Nullable(Reasoning)), ("metadata", Nullable(Any)),
        ("truncation", Nullable(OneOf("auto", "disabled"))), ("service_tier", Nullable(Text)),
        ("user", Text), ("safety_identifier", Nullable(Text)), ("prompt_cache_key", Nullable(Text)));

    /// <summary>Validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static void Check(JsonElement request) => Request.Check(request, "");
}
