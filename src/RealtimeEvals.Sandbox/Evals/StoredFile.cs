using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A file of rows that was uploaded.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was uploaded, in seconds of Unix time.</param>
/// <param name="Content">What it holds.</param>
internal sealed record StoredFile(string Id, long CreatedAt, FileRequest Content)
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<JsonElement> Items => Content.Items;

    /// <summary>The file as the service describes it.</summary>
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
