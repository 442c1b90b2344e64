using System.Text.Json;
using RealtimeEvals.Sandbox.Rest;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A validated request for a run.</summary>
/// <param name="Model">The id of the model.</param>
/// <param name="Template">The messages, with placeholders for the content of a row.</param>
/// <param name="Items">The rows.</param>
/// <param name="Json">The request body.</param>
internal sealed record RunRequest(string Model, IReadOnlyList<ChatMessage> Template, IReadOnlyList<JsonElement> Items, JsonElement Json)
{
    private const string Place = "data_source";

    /// <summary>Parses and validates a request.</summary>
    /// <param name="json">The request body.</param>
    /// <param name="schema">The schema of the evaluation's rows.</param>
    /// <param name="findFile">Returns the rows of a file, or throws for an unknown id.</param>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static RunRequest Read(JsonElement json, ItemSchema schema, Func<string, IReadOnlyList<JsonElement>> findFile)
    {
        EvalRequestShape.CheckRun(json);
        JsonElement source = json.GetProperty(Place);
        string model = source.GetProperty("model").GetString()!;
        TextModel.Require(model, $"{Place}.model");
        IReadOnlyList<ChatMessage> template = ChatMessage.ReadAll(source.GetProperty("input_messages").GetProperty("template"));
        foreach ((int index, ChatMessage message) in template.Index())
        {
            string at = FormattableString.Invariant($"{Place}.input_messages.template[{index}].content");
            RowTemplate.Check(message.Text, schema, hasSample: false, at);
        }

        IReadOnlyList<JsonElement> items = ReadItems(source.GetProperty("source"), findFile);
        if (items.Count == 0) throw new ProtocolException("invalid_value", "The data source has no rows.", $"{Place}.source");
        foreach ((int index, JsonElement item) in items.Index())
        {
            schema.Check(item, FormattableString.Invariant($"{Place}.source.content[{index}].item"));
        }

        return new RunRequest(model, template, items, json);
    }

    private static IReadOnlyList<JsonElement> ReadItems(JsonElement source, Func<string, IReadOnlyList<JsonElement>> findFile) =>
        source.GetProperty("type").GetString() == "file_id"
            ? findFile(source.GetProperty("id").GetString()!)
            : [.. source.GetProperty("content").EnumerateArray().Select(row => row.GetProperty("item"))];
}
