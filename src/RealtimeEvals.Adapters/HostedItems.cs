using System.Text.Json;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>One page of the output items of a hosted run.</summary>
/// <param name="Answers">The answers by prompt.</param>
/// <param name="Next">The cursor of the next page; empty for the last page.</param>
internal sealed record HostedItems(IReadOnlyList<KeyValuePair<string, RowAnswer>> Answers, string Next)
{
    /// <summary>Parses a page.</summary>
    /// <exception cref="TextModelException">The JSON is not such a page.</exception>
    public static HostedItems Read(JsonElement page)
    {
        try
        {
            JsonElement[] data = [.. page.GetProperty("data").EnumerateArray()];
            bool hasMore = page.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True;
            return new HostedItems([.. data.Select(ReadItem)], hasMore ? page.GetProperty("last_id").GetString() ?? "" : "");
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new TextModelException($"the items of the hosted run cannot be read: {exception.Message}", exception);
        }
    }

    private static KeyValuePair<string, RowAnswer> ReadItem(JsonElement item)
    {
        JsonElement row = item.GetProperty("datasource_item");
        if (row.TryGetProperty("item", out JsonElement inner)) row = inner;
        JsonElement? sample = item.TryGetProperty("sample", out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? found
            : null;
        string word = sample?.TryGetProperty("output", out JsonElement output) == true
            && output.ValueKind == JsonValueKind.Array
            && output.GetArrayLength() > 0
                ? TextOf(output[output.GetArrayLength() - 1])
                : "";
        string model = sample?.TryGetProperty("model", out JsonElement named) == true ? named.GetString() ?? "" : "";
        return KeyValuePair.Create(row.GetProperty("prompt").GetString() ?? "", new RowAnswer(word)
        {
            IsGradedRight = item.GetProperty("status").GetString() == "pass",
            Model = model,
            IsSandbox = model.EndsWith(ServiceTarget.SandboxModelSuffix, StringComparison.Ordinal),
            ResponseId = item.TryGetProperty("id", out JsonElement id) ? id.GetString() ?? "" : "",
        });
    }

    private static string TextOf(JsonElement message) =>
        message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : "";
}
