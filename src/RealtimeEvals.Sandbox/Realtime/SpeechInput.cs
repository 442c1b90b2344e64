using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The caller's side of a session: audio comes in, is committed by the client or by turn detection, and is listened to.</summary>
internal sealed class SpeechInput(
    EventChannel channel, SessionState state, Conversation conversation, Responder responder, Func<string> nextItemId) : IDisposable
{
    private readonly InputAudio _audio = new();
    private VoiceActivity? _activity;
    private string _speakingItem = "";
    private string _configured = "";

    public void Dispose() => _audio.Dispose();

    /// <summary>
    /// Takes over the session's turn detection; called whenever the session is configured. One that stays as it is keeps what it has heard.
    /// </summary>
    public void Configure()
    {
        string configured = $"{state.InputFormat} {state.TurnDetection?.ToJsonString()}";
        if (configured == _configured) return;
        _configured = configured;
        _activity = state.TurnDetection is JsonNode detection
            ? new VoiceActivity(state.InputFormat, SilenceOf(detection), PaddingOf(detection))
            : null;
    }

    public async Task AppendAsync(string base64, CancellationToken cancellationToken)
    {
        byte[] chunk = _audio.Append(base64, state.InputFormat, _activity is { IsSpeaking: false });
        if (_activity is null) return;
        foreach ((bool isStart, TimeSpan at) in _activity.Take(chunk))
        {
            if (isStart) await StartAsync(at, cancellationToken);
            else await StopAsync(at, cancellationToken);
        }
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        _audio.Clear();
        await channel.SendAsync("input_audio_buffer.cleared", [], cancellationToken);
    }

    public async Task CommitAsync(string itemId, CancellationToken cancellationToken)
    {
        (Heard heard, byte[] audio) = _audio.Commit(state.InputFormat);
        TimeSpan duration = state.InputFormat.DurationOf(audio.Length);
        var json = new JsonObject
        {
            ["id"] = itemId, ["object"] = "realtime.item", ["type"] = "message", ["status"] = "completed", ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "input_audio", ["transcript"] = null }),
        };
        var item = new ConversationItem(itemId, json, heard.Text, 0, TokenMeter.InputAudio(duration))
        {
            Duration = duration,
            Audio = new Dictionary<int, ReadOnlyMemory<byte>> { [0] = audio },
        };
        string? before = conversation.Add(item);
        await channel.SendAsync(
            "input_audio_buffer.committed", new JsonObject { ["previous_item_id"] = before, ["item_id"] = item.Id }, cancellationToken);
        await channel.AnnounceAsync(item, before, cancellationToken);
        if (!state.Transcribes) return;
        conversation.Transcribe(item.Id, heard.Text);
        var usage = new JsonObject { ["type"] = "duration", ["seconds"] = (long)Math.Ceiling(duration.TotalSeconds) };
        await channel.SendAsync(
            "conversation.item.input_audio_transcription.completed",
            new JsonObject { ["item_id"] = item.Id, ["content_index"] = 0, ["transcript"] = heard.Text, ["usage"] = usage },
            cancellationToken);
    }

    private async Task StartAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        _speakingItem = nextItemId();
        await channel.SendAsync(
            "input_audio_buffer.speech_started",
            new JsonObject { ["audio_start_ms"] = (int)at.TotalMilliseconds, ["item_id"] = _speakingItem },
            cancellationToken);
        if (Flag("interrupt_response")) await responder.CancelAsync("turn_detected");
    }

    private async Task StopAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        await channel.SendAsync(
            "input_audio_buffer.speech_stopped",
            new JsonObject { ["audio_end_ms"] = (int)at.TotalMilliseconds, ["item_id"] = _speakingItem },
            cancellationToken);
        await CommitAsync(_speakingItem, cancellationToken);
        if (state.Responds && Flag("create_response")) await responder.BeginAsync(default, cancellationToken);
    }

    private bool Flag(string name) => (bool?)state.TurnDetection?[name] ?? true;

    /// <summary>Semantic turn detection is played by longer or shorter patience.</summary>
    private static TimeSpan SilenceOf(JsonNode detection) => TimeSpan.FromMilliseconds((string?)detection["type"] == "server_vad"
        ? Number(detection["silence_duration_ms"], 500)
        : (string?)detection["eagerness"] switch { "low" => 1_200, "high" => 300, _ => 600 });

    private static TimeSpan PaddingOf(JsonNode detection) => TimeSpan.FromMilliseconds(Number(detection["prefix_padding_ms"], 300));

    private static double Number(JsonNode? node, double otherwise) =>
        node is null ? otherwise : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
