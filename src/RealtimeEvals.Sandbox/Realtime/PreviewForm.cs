using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>
/// The form of Azure's preview: a version and a deployment in the address, a flat session, the names of the beta. Everything that tells it
/// from GA is here and in the shapes that it checks.
/// </summary>
internal sealed class PreviewForm : SessionForm
{
    /// <summary>Where it is spoken.</summary>
    public const string Path = "/openai/realtime";

    private const double DefaultTemperature = 0.8;

    /// <summary>Where the flat fields stand in the GA protocol. All others have the same name and place in both.</summary>
    private static readonly (string Flat, string Place)[] Places =
    [
        ("modalities", "output_modalities"),
        ("voice", "audio.output.voice"),
        ("speed", "audio.output.speed"),
        ("output_audio_format", "audio.output.format"),
        ("input_audio_format", "audio.input.format"),
        ("input_audio_transcription", "audio.input.transcription"),
        ("input_audio_noise_reduction", "audio.input.noise_reduction"),
        ("turn_detection", "audio.input.turn_detection"),
        ("max_response_output_tokens", "max_output_tokens"),
    ];

    /// <summary>What only GA shows of a session.</summary>
    private static readonly string[] Newer = ["type", "audio", "output_modalities", "max_output_tokens", "truncation", "prompt", "include"];

    /// <summary>The names of what an agent says, in the preview and in GA.</summary>
    private static readonly (string Old, string New)[] Contents = [("text", "output_text"), ("audio", "output_audio")];

    /// <summary>Azure's preview.</summary>
    public static PreviewForm Azure { get; } = new();

    /// <summary>A deployment may have any name.</summary>
    public override string ModelOf(HttpListenerRequest request, JsonElement? configuration)
    {
        if (string.IsNullOrEmpty(request.QueryString["api-version"]))
        {
            throw new ProtocolException(HttpReply.NotFound, "Resource not found: the address names no api-version.");
        }

        return request.QueryString["deployment"] is { Length: > 0 } deployment
            ? deployment
            : throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'deployment'.", "deployment");
    }

    public override (string Type, JsonElement Event) Read(JsonElement clientEvent)
    {
        string type = ClientEventShapes.Preview.Check(clientEvent);
        if (type is not ("session.update" or "response.create" or "conversation.item.create")) return (type, clientEvent);
        JsonObject fields = JsonNode.Parse(clientEvent.GetRawText())!.AsObject();
        if (fields["session"] is JsonObject session)
        {
            JsonObject nested = Nested(session);
            nested["type"] = "realtime";
            fields["session"] = nested;
        }

        if (fields["response"] is JsonObject response) fields["response"] = Nested(response);
        if (fields["item"] is JsonObject item) Rename(item, isNewer: true);
        foreach (JsonNode? asked in fields["response"]?["input"] as JsonArray ?? []) Rename(asked!.AsObject(), isNewer: true);
        return (type, JsonSerializer.SerializeToElement(fields));
    }

    public override (string Type, JsonObject Fields)? Write(string type, JsonObject fields)
    {
        // An item is told once, when it begins.
        if (type == "conversation.item.done") return null;
        if (fields["session"] is JsonObject session) fields["session"] = Flat(session);
        if (fields["response"] is JsonObject response)
        {
            JsonObject flat = Flat(response);
            foreach (JsonNode? said in (JsonArray)flat["output"]!) Rename(said!.AsObject(), isNewer: false);
            if (flat.Remove("max_response_output_tokens", out JsonNode? maximum)) flat["max_output_tokens"] = maximum;
            fields["response"] = flat;
        }

        if (fields["item"] is JsonObject item) Rename(item, isNewer: false);
        if (type == "response.function_call_arguments.done") fields.Remove("name");
        if (fields["error"] is JsonObject error && (string?)error["param"] is string place) error["param"] = FlatPlace(place);
        return (NameOf(type), fields);
    }

    private static string NameOf(string type) => type switch
    {
        "conversation.item.added" => "conversation.item.created",
        _ when type.StartsWith("response.output_audio", StringComparison.Ordinal)
            || type.StartsWith("response.output_text", StringComparison.Ordinal) => type.Replace("output_", "", StringComparison.Ordinal),
        _ => type,
    };

    /// <summary>Flat fields at their places in the GA protocol.</summary>
    private static JsonObject Nested(JsonObject flat)
    {
        var nested = new JsonObject();
        foreach ((string name, JsonNode? value) in flat)
        {
            string[] steps = (Array.Find(Places, place => place.Flat == name).Place ?? name).Split('.');
            JsonObject parent = steps[..^1].Aggregate(nested, (at, step) => (JsonObject)(at[step] ??= new JsonObject()));
            parent[steps[^1]] = name switch
            {
                "modalities" => new JsonArray(IsAudio(value) ? "audio" : "text"),
                "input_audio_format" or "output_audio_format" => FormatOf((string)value!),
                _ => value?.DeepClone(),
            };
        }

        return nested;
    }

    /// <summary>The same the other way round, as far as the preview shows it.</summary>
    private static JsonObject Flat(JsonObject nested)
    {
        var flat = new JsonObject();
        foreach ((string name, JsonNode? value) in nested.Where(field => !Newer.Contains(field.Key, StringComparer.Ordinal)))
        {
            flat[name] = value?.DeepClone();
        }

        foreach ((string name, string place) in Places)
        {
            string[] steps = place.Split('.');
            JsonObject? parent = steps[..^1].Aggregate((JsonObject?)nested, (at, step) => at?[step] as JsonObject);
            if (parent?.TryGetPropertyValue(steps[^1], out JsonNode? value) != true) continue;
            flat[name] = name switch
            {
                "modalities" => IsAudio(value) ? new JsonArray("text", "audio") : new JsonArray("text"),
                "input_audio_format" or "output_audio_format" => SessionState.FormatOf(value!).Name,
                _ => value?.DeepClone(),
            };
        }

        (flat["turn_detection"] as JsonObject)?.Remove("idle_timeout_ms");
        flat["temperature"] ??= DefaultTemperature;
        return flat;
    }

    private static bool IsAudio(JsonNode? modalities) => ((JsonArray)modalities!).Any(one => (string?)one == "audio");

    /// <summary>The place of what is wrong, which is told by its place in GA where it was found behind the translation.</summary>
    private static string FlatPlace(string place)
    {
        foreach ((string flat, string deep) in Places)
        {
            if (deep.Contains('.', StringComparison.Ordinal)) place = place.Replace(deep, flat, StringComparison.Ordinal);
        }

        return place;
    }

    private static JsonObject FormatOf(string word) => AudioFormat.ParseEncoding(word) switch
    {
        AudioEncoding.MuLaw => new JsonObject { ["type"] = "audio/pcmu" },
        AudioEncoding.ALaw => new JsonObject { ["type"] = "audio/pcma" },
        _ => new JsonObject { ["type"] = "audio/pcm", ["rate"] = AudioFormat.Pcm24K.SampleRate },
    };

    /// <summary>Calls what an agent says in an item by the names of one of both forms.</summary>
    private static void Rename(JsonObject item, bool isNewer)
    {
        foreach (JsonNode? part in item["content"] as JsonArray ?? [])
        {
            foreach ((string old, string newer) in Contents)
            {
                (string from, string to) = isNewer ? (old, newer) : (newer, old);
                if ((string?)part!["type"] == from) part["type"] = to;
            }
        }
    }
}
