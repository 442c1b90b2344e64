using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of an item that a client creates: a message, whose role decides its content, a function call or its output.</summary>
internal sealed record ItemShape : Shape
{
    private static readonly Shape InputText = Object(("type!", Any), ("text!", Text));

    private static readonly Shape Message = new TypedShape(
        ("system", MessageOf(("input_text", InputText))),
        ("user", MessageOf(
            ("input_text", InputText), ("input_audio", Object(("type!", Any), ("audio!", Text), ("transcript", Nullable(Text)))),
            ("input_image", Object(("type!", Any), ("image_url!", Text), ("detail", OneOf("auto", "low", "high")))))),
        ("assistant", MessageOf(("output_text", Object(("type!", Any), ("text!", Text)))))) { Tag = "role" };

    private static readonly Shape Created = new TypedShape(Choices);

    /// <summary>Items where a reference to an item of the conversation is allowed too.</summary>
    private static readonly Shape Referred = new TypedShape([.. Choices, ("item_reference", Object(("type!", Any), ("id!", Text)))]);

    /// <summary>Whether a reference to an item of the conversation is allowed.</summary>
    public bool MayRefer { get; init; }

    private static (string Value, Shape Shape)[] Choices =>
    [
        ("message", Message),
        ("function_call", ItemOf(("name!", Text), ("arguments!", Text), ("call_id", Text))),
        ("function_call_output", ItemOf(("call_id!", Text), ("output!", Text))),
    ];

    public override void Check(JsonElement value, string place)
    {
        (MayRefer ? Referred : Created).Check(value, place);
        bool isEmpty = value.TryGetProperty("content", out JsonElement content) && content.GetArrayLength() == 0;
        if (isEmpty)
        {
            throw new ProtocolException(
                "missing_required_parameter", $"Missing required parameter: '{place}.content'.", $"{place}.content");
        }
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;

    private static Shape MessageOf(params (string Value, Shape Shape)[] parts) =>
        ItemOf(("role!", Any), ("content!", ListOf(new TypedShape(parts))));

    private static Shape ItemOf(params (string Name, Shape Shape)[] fields) => Object(
    [
        ("type!", Any),
        ("id", Text),
        ("object", OneOf("realtime.item")),
        ("status", OneOf("completed", "incomplete", "in_progress")),
        .. fields,
    ]);
}
