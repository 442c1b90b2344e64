using System.Net.WebSockets;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Sessions;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>
/// Plays one reply as the events of a response, in the order of the real service, faster than real time, with its fault where it has one.
/// </summary>
internal sealed class ResponsePlayer(EventChannel channel, ResponseConfiguration settings, Conversation conversation, TimeProvider time)
{
    private const int ArgumentsPieceLength = 8;

    private readonly ResponseObject _response = new(settings);
    private bool _isOver;
    private int _items;

    /// <summary>Whether the response has ended for the client, who may have been told a moment before this task completes.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Why the response is given up, should it be.</summary>
    public string CancelReason { get; set; } = "client_cancelled";

    /// <summary>Plays a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="cancelled">Gives the response up. It never breaks an event in the middle, which would break the socket.</param>
    /// <param name="ended">Ends the session.</param>
    public async Task PlayAsync(Reply reply, CancellationToken cancelled, CancellationToken ended)
    {
        await SendAsync("response.created", new JsonObject { ["response"] = _response.ToJson("in_progress", CancelReason) }, ended);
        try
        {
            if (settings.Fault?.Kind == FaultKind.Error)
            {
                const string Message = "The server had an error while processing your request (injected).";
                await SendAsync("error", ErrorObject.Of("server_error", "internal_error", Message), ended);
                return;
            }

            if (settings.Fault?.Kind == FaultKind.UnknownEvent)
            {
                await SendAsync("response.weather_report", new JsonObject { ["forecast"] = "sunny" }, ended);
            }

            if (settings.Fault?.Kind == FaultKind.BigFrame)
            {
                await SendAsync("response.padding", new JsonObject { ["padding"] = new string('x', 3 * 1024 * 1024) }, ended);
            }

            if (reply.Says.Length > 0) await SayAsync(reply.Says, cancelled, ended);
            foreach ((string name, string arguments) in reply.Calls) await CallAsync(name, arguments, cancelled, ended);
            if (settings.Fault?.Kind == FaultKind.NoDone) return;
            await EndAsync(settings.Fault?.Kind == FaultKind.Status ? settings.Fault.Value : "completed", ended);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            await EndAsync("cancelled", ended);
        }
    }

    private Task EndAsync(string status, CancellationToken ended)
    {
        Volatile.Write(ref _isOver, true);
        return SendAsync("response.done", new JsonObject { ["response"] = _response.ToJson(status, CancelReason) }, ended);
    }

    /// <summary>Says or writes words. What was given up in the middle is an item too, as far as it came.</summary>
    private async Task SayAsync(string words, CancellationToken cancelled, CancellationToken ended)
    {
        string id = NextItemId();
        int index = _response.Items;
        JsonObject item = new()
        {
            ["id"] = id,
            ["object"] = "realtime.item",
            ["type"] = "message",
            ["status"] = "in_progress",
            ["role"] = "assistant",
            ["content"] = new JsonArray(),
        };
        JsonObject Place() => new() { ["response_id"] = settings.Id, ["item_id"] = id, ["output_index"] = index, ["content_index"] = 0 };
        int late = settings.Fault?.Kind == FaultKind.LateAudio ? settings.Fault.Amount : 0;
        var part = new SpokenPart(words, settings.Asked.IsAudio, settings.Asked.Format, late, time);

        await BeginItemAsync(item, index, ended);
        await SendAsync("response.content_part.added", With(Place(), "part", part.ToPart()), ended);
        try
        {
            await part.StreamAsync(
                (type, name, value) => SendAsync(type, With(Place(), name, value), ended),
                () => BreakInTheMiddleAsync(cancelled, ended),
                cancelled);
            item["status"] = "completed";
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            item["status"] = "incomplete";
        }

        if (part.IsAudio) await SendAsync("response.output_audio.done", Place(), ended);
        await SendAsync(
            part.IsAudio ? "response.output_audio_transcript.done" : "response.output_text.done",
            With(Place(), part.IsAudio ? "transcript" : "text", part.Said),
            ended);
        await SendAsync("response.content_part.done", With(Place(), "part", part.ToPart()), ended);
        item["content"] = new JsonArray(part.ToContent());
        var spoken = new ConversationItem(id, item, "", TokenMeter.Text(item.ToJsonString()), 0)
        {
            Duration = part.Duration,
            Audio = part.Audio,
        };
        await EndItemAsync(spoken, index, part.Said, ended);
        cancelled.ThrowIfCancellationRequested();
    }

    private async Task CallAsync(string name, string arguments, CancellationToken cancelled, CancellationToken ended)
    {
        cancelled.ThrowIfCancellationRequested();
        string id = NextItemId();
        string callId = $"call_{id}";
        int index = _response.Items;
        JsonObject item = new()
        {
            ["id"] = id,
            ["object"] = "realtime.item",
            ["type"] = "function_call",
            ["status"] = "in_progress",
            ["name"] = name,
            ["call_id"] = callId,
            ["arguments"] = "",
        };
        JsonObject Place() => new() { ["response_id"] = settings.Id, ["item_id"] = id, ["output_index"] = index, ["call_id"] = callId };

        await BeginItemAsync(item, index, ended);
        foreach (char[] piece in arguments.Chunk(ArgumentsPieceLength))
            await SendAsync("response.function_call_arguments.delta", With(Place(), "delta", new string(piece)), ended);
        await SendAsync("response.function_call_arguments.done", With(With(Place(), "name", name), "arguments", arguments), ended);
        item["status"] = "completed";
        item["arguments"] = arguments;
        await EndItemAsync(new ConversationItem(id, item, "", TokenMeter.Text(item.ToJsonString()), 0), index, name + arguments, ended);
    }

    private async Task BeginItemAsync(JsonObject item, int index, CancellationToken ended)
    {
        await SendAsync(
            "response.output_item.added",
            new JsonObject { ["response_id"] = settings.Id, ["output_index"] = index, ["item"] = item.DeepClone() },
            ended);
        if (settings.Asked.InConversation)
        {
            string? before = conversation.Items is [.., { Id: string last }] ? last : null;
            await SendAsync(
                "conversation.item.added", new JsonObject { ["previous_item_id"] = before, ["item"] = item.DeepClone() }, ended);
        }
    }

    private async Task EndItemAsync(ConversationItem item, int index, string words, CancellationToken ended)
    {
        if (settings.Asked.InConversation)
        {
            string? before = conversation.Add(item);
            await SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = before, ["item"] = item.Copy() }, ended);
        }

        await SendAsync(
            "response.output_item.done",
            new JsonObject { ["response_id"] = settings.Id, ["output_index"] = index, ["item"] = item.Copy() },
            ended);
        _response.Add(item.Copy(), words, item.Duration);
    }

    private async Task BreakInTheMiddleAsync(CancellationToken cancelled, CancellationToken ended)
    {
        switch (settings.Fault?.Kind)
        {
            case FaultKind.Stall:
                await Task.Delay(TimeSpan.FromMilliseconds(settings.Fault.Amount), time, cancelled);
                break;
            case FaultKind.Malformed:
                await channel.SendRawAsync("{\"type\":\"response.output_audio.delta\",\"delta\":", WebSocketMessageType.Text, ended);
                break;
            case FaultKind.Binary:
                await channel.SendRawAsync("not an event", WebSocketMessageType.Binary, ended);
                break;
            case FaultKind.Expire:
                await SendAsync("error", ErrorObject.Of("invalid_request_error", "session_expired", ErrorObject.Expired), ended);
                await channel.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "session_expired", ended);
                break;
            case FaultKind.Close:
                await channel.CloseAsync((WebSocketCloseStatus)settings.Fault.Amount, "going away", ended);
                break;
        }
    }

    private Task SendAsync(string type, JsonObject fields, CancellationToken ended) => channel.SendAsync(type, fields, ended);

    private string NextItemId() => FormattableString.Invariant($"item_{settings.Id}_{++_items}");

    private static JsonObject With(JsonObject fields, string name, JsonNode? value)
    {
        fields[name] = value;
        return fields;
    }
}
