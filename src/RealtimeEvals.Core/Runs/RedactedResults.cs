using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// Results as they are written and shown: graded by what was received, and without secrets in any of their texts. What this product says
/// itself stays as it is: ids and paths, by which cases and files are found again, and words of a fixed set.
/// </summary>
/// <param name="redactor">Takes the secrets out.</param>
public sealed class RedactedResults(Redactor redactor)
{
    private static readonly HashSet<string> Own = new(
        [
            nameof(SingleTurnResult.RunId), nameof(SingleTurnResult.CaseId),
            nameof(TurnResult.SimulationId), nameof(TurnResult.ConversationId),
            nameof(GraderResult.GraderId), nameof(SingleTurnResult.Provider), nameof(SingleTurnResult.FailureStage),
            nameof(SingleTurnResult.RunPath), nameof(SingleTurnResult.DataPath), nameof(SingleTurnResult.EventLogPath),
            nameof(SingleTurnResult.InputAudioPath), nameof(SingleTurnResult.OutputAudioPath), nameof(TurnResult.UserAudioPath),
            nameof(TurnResult.AssistantAudioPath), nameof(ConversationResult.IndexPath), nameof(ConversationResult.TranscriptPath),
            nameof(ConversationResult.RecordPath), nameof(ConversationResult.FailureSource),
        ],
        StringComparer.Ordinal);

    /// <summary>Reads what was written without secrets.</summary>
    private static readonly JsonSerializerOptions Reading = RunJson.Line;

    private readonly JsonSerializerOptions _writing = OptionsFor(redactor);

    /// <summary>The result without secrets; the same object when there is none in it.</summary>
    /// <param name="result">The result of a case or a turn.</param>
    public T Of<T>(T result)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(result);
        if (redactor.IsNone) return result;
        byte[] quiet = JsonSerializer.SerializeToUtf8Bytes(result, result.GetType(), _writing);
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(result, result.GetType(), Reading);
        return quiet.AsSpan().SequenceEqual(plain) ? result : (T)JsonSerializer.Deserialize(quiet, result.GetType(), Reading)!;
    }

    private static JsonSerializerOptions OptionsFor(Redactor redactor)
    {
        var words = new RedactedText(redactor);
        var names = new DefaultJsonTypeInfoResolver();
        names.Modifiers.Add(type =>
        {
            IEnumerable<JsonPropertyInfo> texts = type.Properties.Where(property => property.PropertyType == typeof(string));
            foreach (JsonPropertyInfo text in texts.Where(text => !IsOwn(type.Type, NameOf(text)))) text.CustomConverter = words;
        });
        var options = new JsonSerializerOptions(RunJson.Line) { TypeInfoResolver = names };
        options.Converters.Add(new RedactedTexts(words));
        return options;
    }

    /// <summary>An <c>Id</c> is our own word in a grader only; that of a response is the service's.</summary>
    private static bool IsOwn(Type type, string name) => Own.Contains(name) || (type == typeof(Grader) && name == nameof(Grader.Id));

    private static string NameOf(JsonPropertyInfo property) =>
        (property.AttributeProvider as System.Reflection.MemberInfo)?.Name ?? property.Name;

    /// <summary>A text without secrets.</summary>
    private sealed class RedactedText(Redactor redactor) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(redactor.Redact(value));
    }

    /// <summary>A list of texts without secrets.</summary>
    private sealed class RedactedTexts(RedactedText word) : JsonConverter<string[]>
    {
        public override string[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (string one in value) word.Write(writer, one, options);
            writer.WriteEndArray();
        }
    }
}
