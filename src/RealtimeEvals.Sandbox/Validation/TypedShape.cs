using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of an object in which one field decides the other fields.</summary>
/// <param name="Choices">The values of that field with their shapes.</param>
internal sealed record TypedShape(params (string Value, Shape Shape)[] Choices) : Shape
{
    private readonly Shape _tag = OneOf([.. Choices.Select(choice => choice.Value)]);

    /// <summary>The name of the deciding field.</summary>
    public string Tag { get; init; } = "type";

    public override void Check(JsonElement value, string place)
    {
        AnyObject.Check(value, place);
        string at = place.Length == 0 ? Tag : $"{place}.{Tag}";
        if (!value.TryGetProperty(Tag, out JsonElement tag))
        {
            throw new ProtocolException("missing_required_parameter", $"Missing required parameter: '{at}'.", at);
        }

        _tag.Check(tag, at);
        Choices.First(choice => tag.ValueEquals(choice.Value)).Shape.Check(value, place);
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
}
