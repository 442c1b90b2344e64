using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of metadata: at most 16 pairs, with keys of at most 64 and values of at most 512 characters.</summary>
internal sealed record MetadataShape : Shape
{
    private const int MaximumPairs = 16;
    private const int MaximumKeyLength = 64;
    private static readonly Shape Value = TextUpTo(512);

    public override void Check(JsonElement value, string place)
    {
        AnyObject.Check(value, place);
        if (value.GetPropertyCount() > MaximumPairs)
        {
            throw new ProtocolException(
                "object_above_max_properties",
                FormattableString.Invariant($"'{place}' holds more than {MaximumPairs} pairs."),
                place);
        }

        foreach (JsonProperty pair in value.EnumerateObject())
        {
            if (pair.Name.Length > MaximumKeyLength)
            {
                throw new ProtocolException(
                    "string_above_max_length",
                    FormattableString.Invariant($"A key in '{place}' is longer than {MaximumKeyLength} characters."),
                    place);
            }

            Value.Check(pair.Value, $"{place}.{pair.Name}");
        }
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
}
