using System.Net.WebSockets;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Plays one reply as the events of a response, in the order of the real service, faster than real time, with its fault where it has one.</summary>
internal sealed class ResponsePlayer(EventChannel channel, ResponseSettings settings, Conversation conversation, TimeProvider time)
{
    private const int ArgumentsPieceLength = 8;
    private static readonly TimeSpan DeltaLength = TimeSpan.FromMilliseconds(100);

    private readonly JsonArray _output = [];
    private bool _isOver;
    private int _textTokens;
    private int _audioTokens;
    private int _items;

    /// <summary>Whether the response has ended for the client, who may have been told a moment before this task completes.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Why the response is given up, should it be.</summary>
    public string CancelReason { get; set; } = "client_cancelled";

    public async Task PlayAsync(Reply reply, CancellationToken cancellationToken)
    {
        await SendAsync("response.created", new JsonObject { ["response"] = Response("in_progress") }, cancellationToken);
        try
        {
            if (settings.Fault?.Kind == FaultKind.Error)
            {
                await SendAsync("error", ErrorOf("server_error", "internal_error", "The server had an error while processing your request (injected)."), cancellationToken);
                return;
            }

            if (settings.Fault?.Kind == FaultKind.UnknownEvent) await SendAsync("response.weather_report", new JsonObject { ["forecast"] = "sunny" }, cancellationToken);
            if (settings.Fault?.Kind == FaultKind.BigFrame) await SendAsync("response.padding", new JsonObject { ["padding"] = new string('x', 3 * 1024 * 1024) }, cancellationToken);
            if (reply.Says.Length > 0) await SayAsync(reply.Says, cancellationToken);
            foreach ((string name, string arguments) in reply.Calls) await CallAsync(name, arguments, cancellationToken);
            if (settings.Fault?.Kind == FaultKind.NoDone) return;
            await EndAsync(settings.Fault?.Kind == FaultKind.Status ? settings.Fault.Value : "completed", cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync("cancelled", CancellationToken.None);
        }
    }

    private Task EndAsync(string status, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _isOver, true);
        return SendAsync("response.done", new JsonObject { ["response"] = Response(status) }, cancellationToken);
    }

    /// <summary>The fields of an error event.</summary>
    public static JsonObject ErrorOf(string type, string code, string message, string? param = null, string? eventId = null) =>
        new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message, ["param"] = param, ["event_id"] = eventId } };

    private async Task SayAsync(string words, CancellationToken cancellationToken)
    {
        string id = NextItemId();
        int index = _output.Count;
        JsonObject item = new() { ["id"] = id, ["object"] = "realtime.item", ["type"] = "message", ["status"] = "in_progress", ["role"] = "assistant", ["content"] = new JsonArray() };
        await BeginItemAsync(item, index, cancellationToken);
        JsonObject Place() => new() { ["response_id"] = settings.Id, ["item_id"] = id, ["output_index"] = index, ["content_index"] = 0 };

        await SendAsync("response.content_part.added", With(Place(), "part", Part("")), cancellationToken);
        TimeSpan duration = TimeSpan.Zero;
        if (settings.IsAudio) duration = await StreamAudioAsync(words, Place, cancellationToken);
        else await StreamTextAsync(words, Place, cancellationToken);
        await SendAsync("response.content_part.done", With(Place(), "part", Part(words)), cancellationToken);

        item["status"] = "completed";
        item["content"] = new JsonArray(settings.IsAudio
            ? new JsonObject { ["type"] = "output_audio", ["transcript"] = words }
            : new JsonObject { ["type"] = "output_text", ["text"] = words });
        await EndItemAsync(item, index, duration, cancellationToken);
    }

    private async Task<TimeSpan> StreamAudioAsync(string words, Func<JsonObject> place, CancellationToken cancellationToken)
    {
        byte[] linear = PcmSamples.Encode(FskVoice.Speak(words), AudioEncoding.Pcm16);
        ReadOnlyMemory<byte> audio = AudioConverter.Convert(linear, AudioFormat.Pcm24K, settings.Format);
        var chunks = new AudioChunks(audio, settings.Format, DeltaLength);
        string[] pieces = SplitWords(words, chunks.Count);
        if (settings.Fault?.Kind == FaultKind.LateAudio) await Task.Delay(TimeSpan.FromMilliseconds(settings.Fault.Amount), time, cancellationToken);
        for (int i = 0; i < chunks.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i == chunks.Count / 2) await BreakInTheMiddleAsync(cancellationToken);
            if (pieces[i].Length > 0) await SendAsync("response.output_audio_transcript.delta", With(place(), "delta", pieces[i]), cancellationToken);
            await SendAsync("response.output_audio.delta", With(place(), "delta", Convert.ToBase64String(chunks[i].Span)), cancellationToken);
        }

        await SendAsync("response.output_audio.done", place(), cancellationToken);
        await SendAsync("response.output_audio_transcript.done", With(place(), "transcript", words), cancellationToken);
        TimeSpan duration = settings.Format.DurationOf(audio.Length);
        _audioTokens += TokenMeter.OutputAudio(duration);
        _textTokens += TokenMeter.Text(words);
        return duration;
    }

    private async Task StreamTextAsync(string words, Func<JsonObject> place, CancellationToken cancellationToken)
    {
        foreach (string piece in SplitWords(words, Math.Max(1, words.Length / 20))) await SendAsync("response.output_text.delta", With(place(), "delta", piece), cancellationToken);
        await SendAsync("response.output_text.done", With(place(), "text", words), cancellationToken);
        _textTokens += TokenMeter.Text(words);
    }

    private async Task CallAsync(string name, string arguments, CancellationToken cancellationToken)
    {
        string id = NextItemId();
        string callId = $"call_{id}";
        int index = _output.Count;
        JsonObject item = new()
        {
            ["id"] = id, ["object"] = "realtime.item", ["type"] = "function_call", ["status"] = "in_progress", ["name"] = name, ["call_id"] = callId, ["arguments"] = "",
        };
        await BeginItemAsync(item, index, cancellationToken);
        JsonObject Place() => new() { ["response_id"] = settings.Id, ["item_id"] = id, ["output_index"] = index, ["call_id"] = callId };

        foreach (char[] piece in arguments.Chunk(ArgumentsPieceLength))
            await SendAsync("response.function_call_arguments.delta", With(Place(), "delta", new string(piece)), cancellationToken);
        await SendAsync("response.function_call_arguments.done", With(With(Place(), "name", name), "arguments", arguments), cancellationToken);
        item["status"] = "completed";
        item["arguments"] = arguments;
        _textTokens += TokenMeter.Text(name) + TokenMeter.Text(arguments);
        await EndItemAsync(item, index, TimeSpan.Zero, cancellationToken);
    }

    private async Task BeginItemAsync(JsonObject item, int index, CancellationToken cancellationToken)
    {
        await SendAsync("response.output_item.added", new JsonObject { ["response_id"] = settings.Id, ["output_index"] = index, ["item"] = item.DeepClone() }, cancellationToken);
        if (settings.InConversation)
            await SendAsync("conversation.item.added", new JsonObject { ["previous_item_id"] = conversation.Items.Count > 0 ? conversation.Items[^1].Id : null, ["item"] = item.DeepClone() }, cancellationToken);
    }

    private async Task EndItemAsync(JsonObject item, int index, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (settings.InConversation)
        {
            string? before = conversation.Add(new ConversationItem((string)item["id"]!, (JsonObject)item.DeepClone(), "", TokenMeter.Text(item.ToJsonString()), 0) { Duration = duration });
            await SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = before, ["item"] = item.DeepClone() }, cancellationToken);
        }

        await SendAsync("response.output_item.done", new JsonObject { ["response_id"] = settings.Id, ["output_index"] = index, ["item"] = item.DeepClone() }, cancellationToken);
        _output.Add(item.DeepClone());
    }

    private async Task BreakInTheMiddleAsync(CancellationToken cancellationToken)
    {
        switch (settings.Fault?.Kind)
        {
            case FaultKind.Stall:
                await Task.Delay(TimeSpan.FromMilliseconds(settings.Fault.Amount), time, cancellationToken);
                break;
            case FaultKind.Malformed:
                await channel.SendRawAsync("{\"type\":\"response.output_audio.delta\",\"delta\":", WebSocketMessageType.Text, cancellationToken);
                break;
            case FaultKind.Binary:
                await channel.SendRawAsync("not an event", WebSocketMessageType.Binary, cancellationToken);
                break;
            case FaultKind.Expire:
                await SendAsync("error", ErrorOf("invalid_request_error", "session_expired", "Your session hit the maximum duration of 60 minutes."), cancellationToken);
                await channel.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "session_expired", cancellationToken);
                break;
            case FaultKind.Close:
                await channel.CloseAsync((WebSocketCloseStatus)settings.Fault.Amount, "going away", cancellationToken);
                break;
        }
    }

    private JsonObject Response(string status) => new()
    {
        ["object"] = "realtime.response",
        ["id"] = settings.Id,
        ["status"] = status,
        ["status_details"] = StatusDetails(status),
        ["output"] = _output.DeepClone(),
        ["conversation_id"] = settings.InConversation ? "conv_sandbox" : null,
        ["output_modalities"] = new JsonArray(settings.IsAudio ? "audio" : "text"),
        ["max_output_tokens"] = "inf",
        ["usage"] = status == "in_progress" ? null : Usage(),
        ["metadata"] = settings.Metadata is null ? null : JsonNode.Parse(settings.Metadata),
    };

    private JsonObject? StatusDetails(string status) => status switch
    {
        "failed" => new JsonObject { ["type"] = "failed", ["error"] = new JsonObject { ["type"] = "server_error", ["code"] = "server_error", ["message"] = "The model could not finish the response (injected)." } },
        "incomplete" => new JsonObject { ["type"] = "incomplete", ["reason"] = "max_output_tokens" },
        "cancelled" => new JsonObject { ["type"] = "cancelled", ["reason"] = CancelReason },
        _ => null,
    };

    private JsonObject Usage() => new()
    {
        ["total_tokens"] = settings.InputTextTokens + settings.InputAudioTokens + _textTokens + _audioTokens,
        ["input_tokens"] = settings.InputTextTokens + settings.InputAudioTokens,
        ["output_tokens"] = _textTokens + _audioTokens,
        ["input_token_details"] = new JsonObject
        {
            ["text_tokens"] = settings.InputTextTokens,
            ["audio_tokens"] = settings.InputAudioTokens,
            ["image_tokens"] = 0,
            ["cached_tokens"] = settings.CachedTextTokens,
            ["cached_tokens_details"] = new JsonObject { ["text_tokens"] = settings.CachedTextTokens, ["audio_tokens"] = 0, ["image_tokens"] = 0 },
        },
        ["output_token_details"] = new JsonObject { ["text_tokens"] = _textTokens, ["audio_tokens"] = _audioTokens },
    };

    private JsonObject Part(string words) => settings.IsAudio ? new JsonObject { ["type"] = "audio", ["transcript"] = words } : new JsonObject { ["type"] = "text", ["text"] = words };

    private Task SendAsync(string type, JsonObject fields, CancellationToken cancellationToken) => channel.SendAsync(type, fields, cancellationToken);

    private string NextItemId() => FormattableString.Invariant($"item_{settings.Id}_{++_items}");

    private static JsonObject With(JsonObject fields, string name, JsonNode value)
    {
        fields[name] = value;
        return fields;
    }

    /// <summary>Cuts a sentence into so many pieces that together are the sentence again; words stay whole where there are enough.</summary>
    private static string[] SplitWords(string sentence, int pieces)
    {
        string[] words = sentence.Split(' ');
        string[] result = new string[pieces];
        for (int i = 0, taken = 0; i < pieces; i++)
        {
            int end = (int)((long)words.Length * (i + 1) / pieces);
            result[i] = string.Join(' ', words[taken..end]);
            if (taken > 0 && taken < end) result[i] = " " + result[i];
            taken = end;
        }

        return result;
    }
}
