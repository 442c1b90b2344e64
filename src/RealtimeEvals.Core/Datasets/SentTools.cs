using System.Buffers;
using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Removes our own keys, which start with <c>x-</c>, from tools and schemas before they are sent. Parameters with such names, and
/// everything in defaults, enums and examples, stay.
/// </summary>
internal static class SentTools
{
    /// <summary>Returns the array to send.</summary>
    public static JsonElement Of(JsonElement tools)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (JsonElement tool in tools.EnumerateArray()) WriteWithoutNotes(tool, json, WriteOfTool);
            json.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteOfTool(JsonProperty property, Utf8JsonWriter json)
    {
        if (property.Name == "parameters") WriteSchema(property.Value, json);
        else property.Value.WriteTo(json);
    }

    private static void WriteOfSchema(JsonProperty keyword, Utf8JsonWriter json)
    {
        SchemaKeyword.Content content = SchemaKeyword.Of(keyword.Name);
        if (content == SchemaKeyword.Content.Schema) WriteSchema(keyword.Value, json);
        else if (content == SchemaKeyword.Content.SchemasByName && keyword.Value.ValueKind == JsonValueKind.Object)
            WriteObject(keyword.Value.EnumerateObject(), json, static (named, json) => WriteSchema(named.Value, json));
        else keyword.Value.WriteTo(json);
    }

    private static void WriteSchema(JsonElement schema, Utf8JsonWriter json)
    {
        if (schema.ValueKind == JsonValueKind.Object)
        {
            WriteWithoutNotes(schema, json, WriteOfSchema);
        }
        else if (schema.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (JsonElement item in schema.EnumerateArray()) WriteSchema(item, json);
            json.WriteEndArray();
        }
        else
        {
            schema.WriteTo(json);
        }
    }

    private static void WriteWithoutNotes(JsonElement element, Utf8JsonWriter json, Action<JsonProperty, Utf8JsonWriter> writeValue) =>
        WriteObject(element.EnumerateObject().Where(property => !property.Name.StartsWith("x-", StringComparison.Ordinal)), json,
            writeValue);

    private static void WriteObject(
        IEnumerable<JsonProperty> properties, Utf8JsonWriter json, Action<JsonProperty, Utf8JsonWriter> writeValue)
    {
        json.WriteStartObject();
        foreach (JsonProperty property in properties)
        {
            json.WritePropertyName(property.Name);
            writeValue(property, json);
        }

        json.WriteEndObject();
    }
}
