using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>An uploaded file of rows.</summary>
/// <param name="Id">The id of the file.</param>
/// <param name="CreatedAt">The time of the upload in Unix seconds.</param>
/// <param name="Content">The uploaded content.</param>
internal sealed record StoredFile(string Id, long CreatedAt, FileRequest Content)
{
    public IReadOnlyList<JsonElement> Items => Content.Items;

    /// <summary>Returns the service's JSON object of the file.</summary>
    public JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["object"] = "file",
        ["bytes"] = Content.Bytes,
        ["created_at"] = CreatedAt,
        ["expires_at"] = null,
        ["filename"] = Content.Name,
        ["purpose"] = "evals",
        ["status"] = "processed",
        ["status_details"] = null,
    };
}
