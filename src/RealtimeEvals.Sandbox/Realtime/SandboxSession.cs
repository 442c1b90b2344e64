using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Validation;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One realtime session of the sandbox: takes the client's events one after another and answers as the service would.</summary>
internal sealed class SandboxSession(EventChannel channel, SandboxMind mind, FaultPlan faults, SessionIdentity identity, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly SessionState _state = new($"{ServiceTarget.SandboxSessionPrefix}{identity.Number}", identity.Model, time.GetUtcNow() + Lifetime);
    private readonly Conversation _conversation = new();
    private readonly InputAudio _input = new();
    private Task _responding = Task.CompletedTask;
    private CancellationTokenSource? _cancelResponse;
    private string _lastText = "";
    private int _items;
    private int _responses;
    private int _tokensBefore;

    /// <summary>Serves the client until it closes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await channel.SendAsync("session.created", new JsonObject { ["session"] = _state.ToJson() }, cancellationToken);
        try
        {
            while (await channel.ReceiveAsync(cancellationToken) is byte[] message) await TakeAsync(message, cancellationToken);
        }
        finally
        {
            if (_cancelResponse is not null) await _cancelResponse.CancelAsync();
            await _responding;
        }
    }

    /// <summary>Frees what the session holds; it must have ended.</summary>
    public void Dispose()
    {
        _cancelResponse?.Dispose();
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
        catch (JsonException exception)
        {
            await RefuseAsync(new ProtocolException("invalid_event", $"The event is not valid JSON: {exception.Message}"), eventId, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await RefuseAsync(exception, eventId, cancellationToken);
        }
    }

    private Task RefuseAsync(ProtocolException exception, string? eventId, CancellationToken cancellationToken) =>
        channel.SendAsync("error", ResponsePlayer.ErrorOf("invalid_request_error", exception.Code, exception.Message, exception.Param, eventId), cancellationToken);

    private async Task DispatchAsync(string type, JsonElement clientEvent, CancellationToken cancellationToken)
    {
        switch (type)
        {
            case "session.update":
                _state.Update(clientEvent.GetProperty("session"));
                await channel.SendAsync("session.updated", new JsonObject { ["session"] = _state.ToJson() }, cancellationToken);
                break;
            case "input_audio_buffer.append":
                _input.Append(clientEvent.GetProperty("audio").GetString()!);
                break;
            case "input_audio_buffer.clear":
                _input.Clear();
                await channel.SendAsync("input_audio_buffer.cleared", [], cancellationToken);
                break;
            case "input_audio_buffer.commit":
                await CommitAsync(cancellationToken);
                break;
            case "conversation.item.create":
                await CreateItemAsync(clientEvent, cancellationToken);
                break;
            case "conversation.item.retrieve":
                await channel.SendAsync("conversation.item.retrieved", new JsonObject { ["item"] = Conversation.Copy(_conversation.Find(ItemId(clientEvent))) }, cancellationToken);
                break;
            case "conversation.item.delete":
                _conversation.Remove(ItemId(clientEvent));
                await channel.SendAsync("conversation.item.deleted", new JsonObject { ["item_id"] = ItemId(clientEvent) }, cancellationToken);
                break;
            case "conversation.item.truncate":
                string truncated = _conversation.Find(ItemId(clientEvent)).Id;
                await channel.SendAsync("conversation.item.truncated", new JsonObject { ["item_id"] = truncated, ["content_index"] = 0, ["audio_end_ms"] = clientEvent.GetProperty("audio_end_ms").GetInt32() }, cancellationToken);
                break;
            case "response.create":
                await BeginResponseAsync(clientEvent.TryGetProperty("response", out JsonElement response) ? response : default, cancellationToken);
                break;
            case "response.cancel":
                if (_responding.IsCompleted) throw new ProtocolException("response_cancel_not_active", "Cancellation failed: no active response found");
                await _cancelResponse!.CancelAsync();
                break;
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        (Heard heard, TimeSpan duration) = _input.Commit(_state.InputFormat);
        var json = new JsonObject
        {
            ["id"] = NextItemId(), ["object"] = "realtime.item", ["type"] = "message", ["status"] = "completed", ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "input_audio", ["transcript"] = null }),
        };
        var item = new ConversationItem((string)json["id"]!, json, heard.Text, 0, TokenMeter.InputAudio(duration));
        string? before = _conversation.Add(item);
        _lastText = heard.Text;
        await channel.SendAsync("input_audio_buffer.committed", new JsonObject { ["previous_item_id"] = before, ["item_id"] = item.Id }, cancellationToken);
        await AnnounceAsync(item, before, cancellationToken);
        if (!_state.Transcribes) return;
        var usage = new JsonObject { ["type"] = "duration", ["seconds"] = duration.TotalSeconds };
        await channel.SendAsync(
            "conversation.item.input_audio_transcription.completed",
            new JsonObject { ["item_id"] = item.Id, ["content_index"] = 0, ["transcript"] = heard.Text, ["usage"] = usage }, cancellationToken);
    }

    private async Task CreateItemAsync(JsonElement clientEvent, CancellationToken cancellationToken)
    {
        JsonObject json = JsonNode.Parse(clientEvent.GetProperty("item").GetRawText())!.AsObject();
        string type = (string)json["type"]!;
        if (type == "function_call_output" && !_conversation.HasCall((string?)json["call_id"] ?? ""))
            throw new ProtocolException("invalid_tool_call_id", $"There is no call '{(string?)json["call_id"]}'.", "item.call_id");
        if (type == "message" && json["content"] is not JsonArray { Count: > 0 })
            throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'item.content'.", "item.content");
        json["id"] ??= NextItemId();
        json["object"] = "realtime.item";
        json["status"] = "completed";
        string text = type == "message" ? string.Join(' ', json["content"]!.AsArray().Select(part => (string?)part!["text"] ?? "")).Trim() : "";
        var item = new ConversationItem((string)json["id"]!, json, text, TokenMeter.Text(text.Length > 0 ? text : (string?)json["output"] ?? ""), 0);
        string? after = clientEvent.TryGetProperty("previous_item_id", out JsonElement previous) ? previous.GetString() : null;
        string? before = _conversation.Add(item, after);
        if ((string?)json["role"] == "user") _lastText = text;
        await AnnounceAsync(item, before, cancellationToken);
    }

    private async Task AnnounceAsync(ConversationItem item, string? before, CancellationToken cancellationToken)
    {
        await channel.SendAsync("conversation.item.added", new JsonObject { ["previous_item_id"] = before, ["item"] = Conversation.Copy(item) }, cancellationToken);
        await channel.SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = before, ["item"] = Conversation.Copy(item) }, cancellationToken);
    }

    private async Task BeginResponseAsync(JsonElement response, CancellationToken cancellationToken)
    {
        if (!_responding.IsCompleted)
            throw new ProtocolException("conversation_already_has_active_response", "Conversation already has an active response in progress. Wait until the response is finished before creating a new one.");
        await _responding;
        ResponseSettings settings = Settings(response);
        Reply reply = settings.Fault?.Kind == FaultKind.Empty ? Reply.Nothing : Decide(response);
        _cancelResponse?.Dispose();
        _cancelResponse = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _responding = PlayAsync(new ResponsePlayer(channel, settings, _conversation, time), reply, _cancelResponse.Token);
    }

    private static async Task PlayAsync(ResponsePlayer player, Reply reply, CancellationToken cancellationToken)
    {
        try
        {
            await player.PlayAsync(reply, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client has gone, or a fault has closed the socket: nobody is left to be told.
        }
    }

    private ResponseSettings Settings(JsonElement response)
    {
        bool inConversation = Option(response, "conversation") is not { ValueKind: JsonValueKind.String } where || where.GetString() != "none";
        bool isAudio = Option(response, "output_modalities") is { ValueKind: JsonValueKind.Array } modalities ? modalities.EnumerateArray().Any(one => one.GetString() == "audio") : _state.SpeaksAudio;
        int textTokens = _state.TokensOfInstructionsAndTools + _conversation.Items.Sum(item => item.TextTokens);
        int cached = Math.Min(_tokensBefore, textTokens);
        _tokensBefore = textTokens;
        return new ResponseSettings(
            FormattableString.Invariant($"resp_{identity.Number}_{++_responses}"), isAudio, _state.OutputFormat, inConversation,
            Option(response, "metadata") is { ValueKind: JsonValueKind.Object } metadata ? metadata.GetRawText() : null,
            textTokens, _conversation.Items.Sum(item => item.AudioTokens), cached,
            faults.Take(
                identity.ClientRequestId, FaultKind.NoDone, FaultKind.Status, FaultKind.Error, FaultKind.Expire, FaultKind.LateAudio, FaultKind.Stall, FaultKind.Malformed,
                FaultKind.Binary, FaultKind.BigFrame, FaultKind.UnknownEvent, FaultKind.Close, FaultKind.Empty));
    }

    private Reply Decide(JsonElement response)
    {
        if (_conversation.Items is [.., { Type: "function_call_output" }]) return mind.AnswerAfterTool();
        bool silenced = Option(response, "tool_choice") is { ValueKind: JsonValueKind.String } choice && choice.GetString() == "none";
        return mind.Answer(_lastText, silenced ? [] : _state.ToolNames);
    }

    private static JsonElement? Option(JsonElement response, string name) =>
        response.ValueKind == JsonValueKind.Object && response.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string ItemId(JsonElement clientEvent) => clientEvent.GetProperty("item_id").GetString()!;

    private string NextItemId() => FormattableString.Invariant($"item_{identity.Number}_{++_items}");
}
