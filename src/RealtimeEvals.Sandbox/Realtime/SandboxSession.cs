using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One realtime session of the sandbox: takes the client's events one after another and answers as the service would.</summary>
internal sealed class SandboxSession : IDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly EventChannel _channel;
    private readonly SessionForm _form;
    private readonly SessionState _state;
    private readonly Conversation _conversation = new();
    private readonly Responder _responder;
    private readonly SpeechInput _input;
    private readonly TimeProvider _time;
    private readonly int _number;
    private int _items;

    public SandboxSession(
        EventChannel channel, SessionForm form, SandboxMind mind, FaultPlan faults, SessionIdentity identity, TimeProvider time)
    {
        _channel = channel;
        _form = form;
        _number = identity.Number;
        _time = time;
        _state = identity.Start(time.GetUtcNow() + SessionState.Lifetime);
        _responder = new Responder(channel, _state, _conversation, mind, faults, identity, NextItemId, time);
        _input = new SpeechInput(channel, _state, _conversation, _responder, NextItemId);
        _input.Configure();
    }

    /// <summary>Serves the client until it closes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await _channel.SendAsync("session.created", new JsonObject { ["session"] = _state.ToJson() }, cancellationToken);
        Task expiring = ExpireAsync(over.Token);
        try
        {
            while (await _channel.ReceiveAsync(cancellationToken) is byte[] message) await TakeAsync(message, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await expiring;
            await _responder.EndAsync();
        }
    }

    /// <summary>Frees what the session holds; it must have ended.</summary>
    public void Dispose() => _input.Dispose();

    /// <summary>Ends the session when its time is over, whether its client is still there or not.</summary>
    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(SessionState.Lifetime, _time, cancellationToken);
            JsonObject expired = ErrorObject.Of("invalid_request_error", "session_expired", ErrorObject.Expired);
            await _channel.SendAsync("error", expired, cancellationToken);
            await _channel.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "session_expired", cancellationToken);
            await Task.Delay(CloseLimit, _time, cancellationToken);
            _channel.Abort();
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException
            or IOException or InvalidOperationException)
        {
            // It ended before.
        }
    }

    private async Task TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        string? eventId = null;
        try
        {
            using var document = JsonDocument.Parse(message);
            JsonElement clientEvent = document.RootElement;
            if (clientEvent.ValueKind == JsonValueKind.Object
                && clientEvent.TryGetProperty("event_id", out JsonElement id)
                && id.ValueKind == JsonValueKind.String)
            {
                eventId = id.GetString();
            }

            (string type, JsonElement read) = _form.Read(clientEvent);
            await DispatchAsync(type, read, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            // Not JSON, or JSON that means nothing: a name twice, half of a surrogate pair, a fraction where a whole number belongs.
            var refusal = new ProtocolException("invalid_event", $"The event cannot be read: {exception.Message}");
            await RefuseAsync(refusal, eventId, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await RefuseAsync(exception, eventId, cancellationToken);
        }
    }

    private Task RefuseAsync(ProtocolException exception, string? eventId, CancellationToken cancellationToken) =>
        _channel.SendAsync(
            "error",
            ErrorObject.Of("invalid_request_error", exception.Code, exception.Message, exception.Param, eventId),
            cancellationToken);

    private async Task DispatchAsync(string type, JsonElement clientEvent, CancellationToken cancellationToken)
    {
        if (!_state.Responds
            && (type is "response.create" or "response.cancel" or "conversation.item.create" or "conversation.item.truncate"))
        {
            throw new ProtocolException("invalid_value", $"A transcription session does not take '{type}'.", "type");
        }

        switch (type)
        {
            case "session.update":
                Update(clientEvent.GetProperty("session"));
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
                JsonObject wanted = _conversation.Find(ItemId(clientEvent)).CopyWhole();
                await _channel.SendAsync("conversation.item.retrieved", new JsonObject { ["item"] = wanted }, cancellationToken);
                break;
            case "conversation.item.delete":
                _conversation.Remove(ItemId(clientEvent));
                await _channel.SendAsync(
                    "conversation.item.deleted", new JsonObject { ["item_id"] = ItemId(clientEvent) }, cancellationToken);
                break;
            case "conversation.item.truncate":
                int end = clientEvent.GetProperty("audio_end_ms").GetInt32();
                _conversation.Truncate(ItemId(clientEvent), TimeSpan.FromMilliseconds(end));
                await _channel.SendAsync(
                    "conversation.item.truncated",
                    new JsonObject { ["item_id"] = ItemId(clientEvent), ["content_index"] = 0, ["audio_end_ms"] = end },
                    cancellationToken);
                break;
            case "response.create":
                JsonElement asked = clientEvent.TryGetProperty("response", out JsonElement response) ? response : default;
                await _responder.BeginAsync(asked, cancellationToken);
                break;
            case "response.cancel":
                string? responseId = clientEvent.TryGetProperty("response_id", out JsonElement one) ? one.GetString() : null;
                if (!await _responder.CancelAsync("client_cancelled", responseId))
                {
                    throw new ProtocolException("response_cancel_not_active", "Cancellation failed: no active response found");
                }

                break;
        }
    }

    private async Task CreateItemAsync(JsonElement clientEvent, CancellationToken cancellationToken)
    {
        JsonElement given = clientEvent.GetProperty("item");
        if (given.GetProperty("type").ValueEquals("function_call_output"u8))
        {
            string callId = given.GetProperty("call_id").GetString()!;
            if (!_conversation.HasCall(callId))
                throw new ProtocolException("invalid_tool_call_id", $"There is no call '{callId}'.", "item.call_id");
        }

        ConversationItem item = ClientItem.Read(given, "item", NextItemId, _state.InputFormat);
        string? after = clientEvent.TryGetProperty("previous_item_id", out JsonElement previous) ? previous.GetString() : null;
        await _channel.AnnounceAsync(item, _conversation.Add(item, after), cancellationToken);
    }

    private void Update(JsonElement session)
    {
        JsonNode? before = _state.Voice?.DeepClone();
        bool hasSpoken = _conversation.Items.Any(item => item is { Said: not null, Duration.Ticks: > 0 });
        if (hasSpoken && VoiceIn(session) is JsonNode voice && !JsonNode.DeepEquals(voice, before))
        {
            throw new ProtocolException(
                "cannot_update_voice",
                "Cannot update a conversation's voice if assistant audio is present.",
                "session.audio.output.voice");
        }

        _state.Update(session);
        _input.Configure();
    }

    private static JsonNode? VoiceIn(JsonElement session) => JsonNode.Parse(session.GetRawText())!["audio"]?["output"]?["voice"];

    private static string ItemId(JsonElement clientEvent) => clientEvent.GetProperty("item_id").GetString()!;

    private string NextItemId() => FormattableString.Invariant($"item_{_number}_{++_items}");
}
