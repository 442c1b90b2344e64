using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Realtime;

/// <summary>Reads fields of the rare events that are parsed completely, by <see cref="JsonText.Parse"/>.</summary>
internal static class EventJson
{
    /// <summary>Returns the field <paramref name="name"/> of a message; undefined when there is none.</summary>
    /// <exception cref="JsonException">The message is not JSON.</exception>
    public static JsonElement Field(ReadOnlyMemory<byte> message, string name) => JsonText.Child(JsonText.Parse(message.Span), name);

    /// <summary>Returns the string <paramref name="name"/>; empty when there is none.</summary>
    public static string Text(JsonElement parent, string name) =>
        JsonText.Child(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>Returns the whole number <paramref name="name"/>, which must be at least 0; null when there is none.</summary>
    public static int? Count(JsonElement parent, string name) =>
        JsonText.Child(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int count) && count >= 0
            ? count
            : null;

    /// <summary>Describes an error object, or an error that is a plain string, on one line.</summary>
    public static string DescribeError(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) return error.GetString()!;
        string[] facts = [Text(error, "type"), Text(error, "code"), Text(error, "param") is { Length: > 0 } param ? $"param {param}" : ""];
        string known = string.Join(", ", facts.Where(fact => fact.Length > 0));
        string message = Text(error, "message");
        return known.Length == 0 ? message : $"{message} ({known})";
    }

    /// <summary>
    /// Returns the arguments of a call: the text as sent, or the JSON itself if a service sends an object instead; empty when there are
    /// none.
    /// </summary>
    /// <exception cref="RealtimeException">
    /// Stage <c>response_protocol</c>: the value is neither, which is a fault of the service, not the agent.
    /// </exception>
    public static string Arguments(JsonElement parent, string name) => JsonText.Child(parent, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Object } value => value.GetRawText(),
        JsonElement other => throw new RealtimeException(
            FailureStage.ResponseProtocol,
            $"arguments of a function call that are neither text nor an object: {VisibleText.Start(other.GetRawText())}"),
    };

    /// <summary>Returns the exception for an error event.</summary>
    public static RealtimeException ToException(JsonElement error)
    {
        string about = Text(error, "event_id") is { Length: > 0 } id ? $" in answer to {id}" : "";
        string message = $"the server reported an error{about}: {DescribeError(error)}";
        return new RealtimeException(FailureStage.ResponseError, message) { Code = Text(error, "code") };
    }

    /// <summary>Describes the status of a response that did not complete.</summary>
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
