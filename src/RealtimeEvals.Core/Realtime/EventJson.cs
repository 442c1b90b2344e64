using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Realtime;

/// <summary>Reads the few fields that matter from the rare events that are parsed as values, by <see cref="JsonText.Parse"/>.</summary>
internal static class EventJson
{
    /// <summary>The value at <paramref name="name"/> of a message; undefined when there is none.</summary>
    /// <exception cref="JsonException">The message is no JSON.</exception>
    public static JsonElement Field(ReadOnlyMemory<byte> message, string name) => JsonText.Child(JsonText.Parse(message.Span), name);

    /// <summary>The string at <paramref name="name"/>; empty when there is none.</summary>
    public static string Text(JsonElement parent, string name) =>
        JsonText.Child(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>The whole number from 0 at <paramref name="name"/>; null when there is none.</summary>
    public static int? Count(JsonElement parent, string name) =>
        JsonText.Child(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int count) && count >= 0
            ? count
            : null;

    /// <summary>One line for an error object, or for an error that is a bare string.</summary>
    public static string DescribeError(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) return error.GetString()!;
        string[] facts = [Text(error, "type"), Text(error, "code"), Text(error, "param") is { Length: > 0 } param ? $"param {param}" : ""];
        string known = string.Join(", ", facts.Where(fact => fact.Length > 0));
        string message = Text(error, "message");
        return known.Length == 0 ? message : $"{message} ({known})";
    }

    /// <summary>
    /// The arguments of a call: the text as it was sent, or the JSON itself where a service sends the object in its place. Empty for none.
    /// </summary>
    /// <exception cref="RealtimeException">Stage <c>response_protocol</c>: they are neither, which is no doing of the agent.</exception>
    public static string Arguments(JsonElement parent, string name) => JsonText.Child(parent, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Object } value => value.GetRawText(),
        JsonElement other => throw new RealtimeException(
            FailureStage.ResponseProtocol,
            $"arguments of a function call that are neither text nor an object: {VisibleText.Start(other.GetRawText())}"),
    };

    /// <summary>What an error event reports.</summary>
    public static RealtimeException ToException(JsonElement error)
    {
        string about = Text(error, "event_id") is { Length: > 0 } id ? $" in answer to {id}" : "";
        string message = $"the server reported an error{about}: {DescribeError(error)}";
        return new RealtimeException(FailureStage.ResponseError, message) { Code = Text(error, "code") };
    }

    /// <summary>How a response ended that did not complete.</summary>
    public static string DescribeStatus(string status, JsonElement details)
    {
        string reason = Text(details, "reason");
        JsonElement error = JsonText.Child(details, "error");
        string message = $"the response ended with status '{(status.Length > 0 ? status : "(none)")}'";
        if (reason.Length > 0) message += $", reason {reason}";
        if (error.ValueKind == JsonValueKind.Object) message += $": {DescribeError(error)}";
        return message;
    }
}
