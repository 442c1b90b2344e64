using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>Reads the token usage of a response.</summary>
internal static class UsageJson
{
    /// <summary>Returns the counts; those that are missing are null.</summary>
    /// <param name="usage">The object <c>usage</c> of a response; undefined when it has none.</param>
    public static TokenUsage Read(JsonElement usage)
    {
        JsonElement input = JsonText.Child(usage, "input_token_details");
        JsonElement cached = JsonText.Child(input, "cached_tokens_details");
        JsonElement output = JsonText.Child(usage, "output_token_details");
        return new TokenUsage
        {
            InputTokens = EventJson.Count(usage, "input_tokens"),
            InputTextTokens = EventJson.Count(input, "text_tokens"),
            InputAudioTokens = EventJson.Count(input, "audio_tokens"),
            CachedTokens = EventJson.Count(input, "cached_tokens"),
            CachedTextTokens = EventJson.Count(cached, "text_tokens"),
            CachedAudioTokens = EventJson.Count(cached, "audio_tokens"),
            OutputTokens = EventJson.Count(usage, "output_tokens"),
            OutputTextTokens = EventJson.Count(output, "text_tokens"),
            OutputAudioTokens = EventJson.Count(output, "audio_tokens"),
        };
    }
}
