using System.Text;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// One response of a turn: its text, calls and usage, separate from other responses. Its parts are matched by ids where there are any.
/// </summary>
internal sealed class ResponseParts
{
    /// <summary>The service's id in UTF-8; empty until an event gives it.</summary>
    public byte[] Key { get; set; } = [];

    /// <summary>Whether <c>response.created</c> has arrived.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Whether <c>response.done</c> has arrived.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The text.</summary>
    public TextParts Texts { get; } = new();

    /// <summary>The function calls.</summary>
    public CallParts Calls { get; } = new();

    /// <summary>The id as text.</summary>
    public string Id => Encoding.UTF8.GetString(Key);

    /// <summary>The ids of the response, its items and its calls.</summary>
    public IEnumerable<byte[]> Keys => Texts.Keys.Concat(Calls.Keys).Append(Key).Where(key => key.Length > 0);

    private TokenUsage Usage { get; set; } = new();

    /// <summary>Returns what has been received so far.</summary>
    public CollectedResponse Snapshot() => new(Id, Texts.Joined, Calls.Named, Usage);

    /// <summary>Handles the end of the response: the items that it lists are the final content.</summary>
    /// <param name="response">The response as given at its end.</param>
    /// <param name="usage">The tokens that it used.</param>
    public void End(JsonElement response, TokenUsage usage)
    {
        HasEnded = true;
        Usage = usage;
        if (JsonText.Child(response, "output") is { ValueKind: JsonValueKind.Array } output)
        {
            foreach (JsonElement item in output.EnumerateArray()) Take(item, isEnd: true, isListed: true);
        }

        Texts.DropEchoes();
        Calls.DropEchoes();
    }

    /// <summary>Adds an item. It repeats the content of its deltas, and takes their place if they are missing.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isEnd">Whether the item is complete, and not just started.</param>
    /// <param name="isListed">Whether the response lists the item at its end.</param>
    public void Take(JsonElement item, bool isEnd, bool isListed = false)
    {
        switch (EventJson.Text(item, "type"))
        {
            case var type when IsCall(type, item):
                string arguments = EventJson.Arguments(item, "arguments");
                string status = EventJson.Text(item, "status");
                Calls.Take(new CallParts.Part
                {
                    CallKey = Encoding.UTF8.GetBytes(EventJson.Text(item, "call_id")),
                    ItemKey = Encoding.UTF8.GetBytes(EventJson.Text(item, "id")),
                    Name = EventJson.Text(item, "name"),
                    HasEnded = isEnd && status is not ("incomplete" or "in_progress"),
                    IsCut = status == "incomplete",
                    Whole = arguments.Length > 0 ? arguments : null,
                    IsListed = isListed,
                });
                break;
            case "message" when JsonText.Child(item, "content") is { ValueKind: JsonValueKind.Array } content:
                byte[] id = Encoding.UTF8.GetBytes(EventJson.Text(item, "id"));
                foreach ((int index, JsonElement part) in content.EnumerateArray().Index())
                {
                    string transcript = EventJson.Text(part, "transcript");
                    Texts.Take(id, index, transcript.Length > 0 ? transcript : EventJson.Text(part, "text"), isListed);
                }

                break;
        }
    }

    /// <summary>
    /// Whether an item is a call of any kind, which must not count as text. A request for approval is a call that the model wants to make.
    /// </summary>
    internal static bool IsCall(string type, JsonElement item) =>
        type is "function_call" or "mcp_call" or "custom_tool_call" or "mcp_approval_request"
        || (type.Length == 0 && EventJson.Text(item, "call_id").Length > 0);
}
