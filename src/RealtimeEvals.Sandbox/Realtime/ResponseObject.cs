using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Sessions;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>A response as events show it, while it grows.</summary>
internal sealed class ResponseObject(ResponseConfiguration settings)
{
    private readonly JsonArray _output = [];
    private int _textTokens;
    private int _audioTokens;

    /// <summary>How many of its items have ended.</summary>
    public int Items => _output.Count;

    /// <summary>Adds an item that has ended.</summary>
    /// <param name="item">The item.</param>
    /// <param name="words">Everything that was written, called or said in it.</param>
    /// <param name="sound">How long its audio lasts.</param>
    public void Add(JsonObject item, string words, TimeSpan sound)
    {
        _output.Add(item.DeepClone());
        _textTokens += TokenMeter.Text(words);
        _audioTokens += TokenMeter.OutputAudio(sound);
    }

    /// <summary>The response.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="cancelReason">Why it was given up, where it was.</param>
    public JsonObject ToJson(string status, string cancelReason) => new()
    {
        ["object"] = "realtime.response",
        ["id"] = settings.Id,
        ["status"] = status,
        ["status_details"] = StatusDetails(status, cancelReason),
        ["output"] = _output.DeepClone(),
        ["conversation_id"] = settings.Asked.InConversation ? "conv_sandbox" : null,
        ["output_modalities"] = new JsonArray(settings.Asked.IsAudio ? "audio" : "text"),
        ["max_output_tokens"] = settings.Asked.MaximumTokens?.DeepClone(),
        ["audio"] = settings.Asked.Audio,
        ["usage"] = status == "in_progress" ? null : Usage(),
        ["metadata"] = settings.Asked.Metadata?.DeepClone(),
    };

    private static JsonObject? StatusDetails(string status, string cancelReason) => status switch
    {
        "failed" => new JsonObject
        {
            ["type"] = "failed",
            ["error"] = new JsonObject
            {
                ["type"] = "server_error",
                ["code"] = "server_error",
                ["message"] = "The model could not finish the response (injected).",
            },
        },
        "incomplete" => new JsonObject { ["type"] = "incomplete", ["reason"] = "max_output_tokens" },
        "cancelled" => new JsonObject { ["type"] = "cancelled", ["reason"] = cancelReason },
        _ => null,
    };

    private JsonObject Usage()
    {
        int input = settings.InputTextTokens + settings.InputAudioTokens;
        int output = _textTokens + _audioTokens;
        return new JsonObject
        {
            ["total_tokens"] = input + output,
            ["input_tokens"] = input,
            ["output_tokens"] = output,
            ["input_token_details"] = new JsonObject
            {
                ["text_tokens"] = settings.InputTextTokens,
                ["audio_tokens"] = settings.InputAudioTokens,
                ["image_tokens"] = 0,
                ["cached_tokens"] = settings.CachedTextTokens,
                ["cached_tokens_details"] = new JsonObject
                {
                    ["text_tokens"] = settings.CachedTextTokens,
                    ["audio_tokens"] = 0,
                    ["image_tokens"] = 0,
                },
            },
            ["output_token_details"] = new JsonObject { ["text_tokens"] = _textTokens, ["audio_tokens"] = _audioTokens },
        };
    }
}
