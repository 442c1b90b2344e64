using System.Text.Json;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shapes of the requests for hosted evaluations and their runs. The only grader is the string check.</summary>
internal static class EvalRequestShape
{
    private static readonly Shape Content = Either(Text, Object(("type!", OneOf("input_text", "output_text")), ("text!", Text)));

    private static readonly Shape Message = Object(
        ("type", OneOf("message")),
        ("role!", OneOf("user", "assistant", "system", "developer")),
        ("content!", Content));

    private static readonly Shape Source = new TypedShape(
        ("file_id", Object(("type!", Text), ("id!", Text))),
        ("file_content", Object(("type!", Text), ("content!", ListOf(Object(("item!", AnyObject), ("sample", Any)))))));

    private static readonly Shape Eval = Object(
        ("name", Nullable(Text)), ("metadata", Nullable(new MetadataShape())),
        ("data_source_config!", Object(("type!", OneOf("custom")), ("item_schema!", AnyObject), ("include_sample_schema", Flag))),
        ("testing_criteria!", ListOf(Object(
            ("type!", OneOf("string_check")), ("name!", Text),
            ("input!", Text), ("operation!", OneOf("eq", "ne", "like", "ilike")), ("reference!", Text)))));

    private static readonly Shape Run = Object(
        ("name", Nullable(Text)), ("metadata", Nullable(new MetadataShape())),
        ("data_source!", Object(
            ("type!", OneOf("responses", "completions")), ("model!", Text), ("source!", Source),
            ("input_messages!", Object(("type!", OneOf("template")), ("template!", ListOf(Message)))),
            ("sampling_params", Nullable(Object(
                ("temperature", Nullable(Number(0, 2))), ("top_p", Nullable(Number(0, 1))),
                ("seed", Nullable(Number(long.MinValue, long.MaxValue))),
                ("max_completion_tokens", Nullable(Number(1, int.MaxValue))), ("reasoning_effort", Nullable(Text)),
                ("text", Any), ("response_format", Any), ("tools", Any)))))));

    /// <summary>Validates a request for an evaluation.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static void CheckEval(JsonElement request)
    {
        Eval.Check(request, "");
        RequireSome(request.GetProperty("testing_criteria"), "testing_criteria");
    }

    /// <summary>Validates a request for a run.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static void CheckRun(JsonElement request)
    {
        Run.Check(request, "");
        JsonElement messages = request.GetProperty("data_source").GetProperty("input_messages");
        RequireSome(messages.GetProperty("template"), "data_source.input_messages.template");
    }

    private static void RequireSome(JsonElement list, string place)
    {
        if (list.GetArrayLength() == 0) throw new ProtocolException("empty_array", $"Invalid '{place}': empty array.", place);
    }
}
