using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One realtime session of the sandbox: takes the client's events one after another and answers as the service would.</summary>
internal sealed class SandboxSession : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly EventChannel _channel;
    private readonly SessionState _state;
    private readonly Conversation _conversation = new();
    private readonly Responder _responder;
    private readonly SpeechInput _input;
    private readonly int _number;
    private int _items;

    public SandboxSession(EventChannel channel, SandboxMind mind, FaultPlan faults, SessionIdentity identity, TimeProvider time)
    {
        _channel = channel;
        _number = identity.Number;
        _state = new SessionState($"{ServiceTarget.SandboxSessionPrefix}{identity.Number}", identity.Model, time.GetUtcNow() + Lifetime);
        _responder = new Responder(channel, _state, _conversation, mind, faults, identity, time);
        _input = new SpeechInput(channel, _state, _conversation, _responder, NextItemId);
        _input.Configure();
    }

    /// <summary>Serves the client until it closes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _channel.SendAsync("session.created", new JsonObject { ["session"] = _state.ToJson() }, cancellationToken);
        try
        {
            while (await _channel.ReceiveAsync(cancellationToken) is byte[] message) await TakeAsync(message, cancellationToken);
        }
        finally
        {
            await _responder.CancelAsync("client_cancelled");
        }
    }

    /// <summary>Frees what the session holds; it must have ended.</summary>
    public void Dispose()
    {
        _responder.Dispose();
        _input.Dispose();
    }

    private async Task TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        string? eventId = null;
        try
        {
            using var document = JsonDocument.Parse(message);
            JsonElement clientEvent = document.RootElement;
            if (clientEvent.ValueKind == JsonValueKind.Object && clientEvent.TryGetProperty("event_id", out JsonElement id) && id.ValueKind == JsonValueKind.String) eventId = id.GetString();
            string type = ClientEventShapes.Check(clientEvent);
            await DispatchAsync(type, clientEvent, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            // Not JSON, or JSON that means nothing: a name twice, half of a surrogate pair, a fraction where a whole number belongs.
            await RefuseAsync(new ProtocolException("invalid_event", $"The event cannot be read: {exception.Message}"), eventId, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await RefuseAsync(exception, eventId, cancellationToken);
        }
    }

    private Task RefuseAsync(ProtocolException exception, string? eventId, CancellationToken cancellationToken) =>
        _channel.SendAsync("error", ResponsePlayer.ErrorOf("invalid_request_error", exception.Code, exception.Message, exception.Param, eventId), cancellationToken);

    private async Task DispatchAsync(string type, JsonElement clientEvent, CancellationToken cancellationToken)
    {
        switch (type)
        {
            case "session.update":
                _state.Update(clientEvent.GetProperty("session"));
                _input.Configure();
                await _channel.SendAsync("session.updated", new JsonObject { ["session"] = _state.ToJson() }, cancellationToken);
                break;
            case "input_audio_buffer.append":
                await _input.AppendAsync(clientEvent.GetProperty("audio").GetString()!, cancellationToken);
                break;
            case "input_audio_buffer.clear":
                await _input.ClearAsync(cancellationToken);
                break;
            case "input_audio_buffer.commit":
                await _input.CommitAsync(NextItemId(), cancellationToken);
                break;
            case "conversation.item.create":
                await CreateItemAsync(clientEvent, cancellationToken);
                break;
            case "conversation.item.retrieve":
                await _channel.SendAsync("conversation.item.retrieved", new JsonObject { ["item"] = Conversation.Copy(_conversation.Find(ItemId(clientEvent))) }, cancellationToken);
                break;
            case "conversation.item.delete":
                _conversation.Remove(ItemId(clientEvent));
                await _channel.SendAsync("conversation.item.deleted", new JsonObject { ["item_id"] = ItemId(clientEvent) }, cancellationToken);
                break;
            case "conversation.item.truncate":
                int end = clientEvent.GetProperty("audio_end_ms").GetInt32();
                _conversation.Truncate(ItemId(clientEvent), TimeSpan.FromMilliseconds(end));
                await _channel.SendAsync("conversation.item.truncated", new JsonObject { ["item_id"] = ItemId(clientEvent), ["content_index"] = 0, ["audio_end_ms"] = end }, cancellationToken);
                break;
            case "response.create":
                await _responder.BeginAsync(clientEvent.TryGetProperty("response", out JsonElement response) ? response : default, cancellationToken);
                break;
            case "response.cancel":
                if (!await _responder.CancelAsync("client_cancelled")) throw new ProtocolException("response_cancel_not_active", "Cancellation failed: no active response found");
                break;
        }
    }

    private async Task CreateItemAsync(JsonElement clientEvent, CancellationToken cancellationToken)
    {
        JsonObject json = JsonNode.Parse(clientEvent.GetProperty("item").GetRawText())!.AsObject();
        string type = (string)json["type"]!;
        if (type == "function_call_output" && !_conversation.HasCall((string?)json["call_id"] ?? ""))
            throw new ProtocolException("invalid_tool_call_id", $"There is no call '{(string?)json["call_id"]}'.", "item.call_id");
        ClientEventShapes.RequireContent(clientEvent.GetProperty("item"), "item");
        if ((string?)json["role"] == "assistant" && json["content"] is JsonArray parts && parts.Any(part => (string?)part!["type"] == "output_audio"))
            throw new ProtocolException("invalid_value", "Audio of the assistant cannot be created.", "item.content[0].type");
        json["id"] ??= NextItemId();
        json["object"] = "realtime.item";
        json["status"] = "completed";
        string text = type == "message" ? string.Join(' ', json["content"]!.AsArray().Select(part => (string?)part!["text"] ?? "")).Trim() : "";
        var item = new ConversationItem((string)json["id"]!, json, text, TokenMeter.Text(text.Length > 0 ? text : (string?)json["output"] ?? ""), 0);
        string? after = clientEvent.TryGetProperty("previous_item_id", out JsonElement previous) ? previous.GetString() : null;
        await _channel.AnnounceAsync(item, _conversation.Add(item, after), cancellationToken);
    }

    private static string ItemId(JsonElement clientEvent) => clientEvent.GetProperty("item_id").GetString()!;

    private string NextItemId() => FormattableString.Invariant($"item_{_number}_{++_items}");
}
