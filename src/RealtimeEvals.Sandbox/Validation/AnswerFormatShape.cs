using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The format of an answer, whose type decides its other fields. A strict schema must keep the service's rules for one.</summary>
/// <param name="Member">The member that holds the schema with its name; empty when they stand beside the type.</param>
internal sealed record AnswerFormatShape(string Member) : Shape
{
    private const string Named = "json_schema";

    private static readonly Shape Plain = Object(("type!", OneOf("text", "json_object", Named)));

    private static readonly (string Name, Shape Shape)[] Schema =
        [("name!", TextUpTo(64)), ("schema!", Any), ("strict", Nullable(Flag)), ("description", Nullable(Text))];

    private static readonly Shape Beside = Object([("type!", OneOf(Named)), .. Schema]);
    private static readonly Shape Inside = Object(Schema);

    /// <summary>That of the Responses endpoint.</summary>
    public static Shape Responses { get; } = new AnswerFormatShape("");

    /// <summary>That of the chat completions endpoint.</summary>
    public static Shape Chat { get; } = new AnswerFormatShape(Named);

    public override void Check(JsonElement value, string place)
    {
        bool hasSchema = value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String
            && type.GetString() == Named;
        if (!hasSchema)
        {
            Plain.Check(value, place);
            return;
        }

        (Member.Length == 0 ? Beside : Object(("type!", OneOf(Named)), ($"{Member}!", Inside))).Check(value, place);
        if (Member.Length == 0) CheckSchema(value, place);
        else CheckSchema(value.GetProperty(Member), $"{place}.{Member}");
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;

    private static void CheckSchema(JsonElement named, string place)
    {
        string name = named.GetProperty("name").GetString()!;
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw new ProtocolException(
                "invalid_value", $"Invalid '{place}.name': it may hold letters, digits, '_' and '-'.", $"{place}.name");
        }

        bool isStrict = named.TryGetProperty("strict", out JsonElement strict) && strict.ValueKind == JsonValueKind.True;
        if (isStrict) StrictSchema.Check(name, named.GetProperty("schema"), $"{place}.schema");
    }
}
