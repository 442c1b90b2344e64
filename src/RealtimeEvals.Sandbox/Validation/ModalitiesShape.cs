using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>What a session of the preview answers with: text, or audio with text, which it never comes without.</summary>
internal sealed record ModalitiesShape : Shape
{
    private static readonly Shape List = ListOf(OneOf("text", "audio"));

    public override void Check(JsonElement value, string place)
    {
        List.Check(value, place);
        string[] words = [.. value.EnumerateArray().Select(word => word.GetString()!)];
        if (words is not (["text"] or ["text", "audio"] or ["audio", "text"]))
        {
            string given = string.Join(", ", words.Select(word => $"'{word}'"));
            throw new ProtocolException(
                "invalid_value", $"Invalid modalities: [{given}]. Supported combinations are: ['text'] and ['audio', 'text'].", place);
        }
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Array;
}
