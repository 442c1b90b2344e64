using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of an item that a client writes: a message, by whom decides what it may hold, a call, or the output of one.</summary>
/// <param name="AgentText">What the form of the protocol calls the words of an agent.</param>
internal sealed record ItemShape(string AgentText = "output_text") : Shape
{
    private static readonly Shape InputText = Object(("type!", Any), ("text!", Text));

    private static readonly Shape User = MessageOf(
        ("input_text", InputText), ("input_audio", Object(("type!", Any), ("audio!", Text), ("transcript", Nullable(Text)))),
        ("input_image", Object(("type!", Any), ("image_url!", Text), ("detail", OneOf("auto", "low", "high")))));

    private readonly Shape _created = new TypedShape(Choices(AgentText));

    /// <summary>Where an item may be only named, by the id of one of the conversation.</summary>
    private readonly Shape _referred =
        new TypedShape([.. Choices(AgentText), ("item_reference", Object(("type!", Any), ("id!", Text)))]);

    /// <summary>Whether a reference to an item of the conversation is allowed.</summary>
    public bool MayRefer { get; init; }

    private static (string Value, Shape Shape)[] Choices(string agentText) =>
    [
        ("message", new TypedShape(
            ("system", MessageOf(("input_text", InputText))),
            ("user", User),
            ("assistant", MessageOf((agentText, InputText)))) { Tag = "role" }),
        ("function_call", ItemOf(("name!", Text), ("arguments!", Text), ("call_id", Text))),
        ("function_call_output", ItemOf(("call_id!", Text), ("output!", Text))),
    ];

    public override void Check(JsonElement value, string place)
    {
        (MayRefer ? _referred : _created).Check(value, place);
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
