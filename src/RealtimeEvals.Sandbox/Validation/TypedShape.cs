using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>An object whose type decides what else it has.</summary>
/// <param name="Choices">The types with their shapes.</param>
internal sealed record TypedShape(params (string Type, Shape Shape)[] Choices) : Shape
{
    private readonly Shape _unknown = Object(("type!", OneOf([.. Choices.Select(choice => choice.Type)])));

    public override void Check(JsonElement value, string place)
    {
        bool isTyped = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String;
        Shape shape = isTyped ? Choices.FirstOrDefault(choice => choice.Type == value.GetProperty("type").GetString()).Shape ?? _unknown : _unknown;
        shape.Check(value, place);
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
}
