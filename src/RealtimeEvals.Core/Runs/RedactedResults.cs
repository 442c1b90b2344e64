using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// Removes secrets from results before they are written and shown; grading uses the received text. The product's own texts stay unchanged:
/// ids and paths, which identify cases and files, and words of a fixed set.
/// </summary>
/// <param name="redactor">Removes the secrets.</param>
internal sealed class RedactedResults(Redactor redactor)
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

    /// <summary>Reads the redacted JSON back.</summary>
    private static readonly JsonSerializerOptions Reading = RunJson.Line;

    private readonly JsonSerializerOptions _writing = OptionsFor(redactor);

    /// <summary>Returns the result without secrets; the same object when it contains none.</summary>
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

    /// <summary>Whether a property holds our own text. Only the <c>Id</c> of a grader does; that of a response is the service's.</summary>
    private static bool IsOwn(Type type, string name) => Own.Contains(name) || (type == typeof(Grader) && name == nameof(Grader.Id));

    private static string NameOf(JsonPropertyInfo property) =>
        (property.AttributeProvider as System.Reflection.MemberInfo)?.Name ?? property.Name;

    private sealed class RedactedText(Redactor redactor) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(redactor.Redact(value));
    }

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
