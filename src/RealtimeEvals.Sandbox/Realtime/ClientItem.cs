using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Reads items that a client writes itself, and listens to those that hold audio.</summary>
internal static class ClientItem
{
    /// <summary>Reads an item of the right shape.</summary>
    /// <param name="given">The item.</param>
    /// <param name="place">Where it stands in the event.</param>
    /// <param name="nextId">Gives it an id where it has none.</param>
    /// <param name="format">The format of its audio.</param>
    /// <exception cref="ProtocolException">Its audio is not Base64.</exception>
    public static ConversationItem Read(JsonElement given, string place, Func<string> nextId, AudioFormat format)
    {
        JsonObject json = JsonNode.Parse(given.GetRawText())!.AsObject();
        json["id"] ??= nextId();
        json["object"] = "realtime.item";
        json["status"] = "completed";
        var audio = new Dictionary<int, ReadOnlyMemory<byte>>();
        var words = new List<string>();
        foreach ((int index, JsonNode? part) in (json["content"] as JsonArray ?? []).Index())
        {
            if ((string?)part!["text"] is string text) words.Add(text);
            if ((string?)part["type"] != "input_audio") continue;
            audio[index] = Base64Audio.Decode((string)part["audio"]!, $"{place}.content[{index}].audio");
            part.AsObject().Remove("audio");
            part["transcript"] ??= null;
            words.Add(Hearing.Listen(audio[index], format).Text);
        }

        string heard = string.Join(' ', words).Trim();
        TimeSpan duration = format.DurationOf(audio.Values.Sum(part => (long)part.Length));
        int tokens = TokenMeter.Text(heard.Length > 0 ? heard : (string?)json["output"] ?? (string?)json["arguments"] ?? "");
        return new ConversationItem((string)json["id"]!, json, heard, tokens, TokenMeter.InputAudio(duration))
        {
            Duration = duration,
            Audio = audio,
        };
    }
}
