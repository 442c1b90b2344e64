using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Converts pipeline objects to JSON with names in snake case: our own objects, deserialized ones from a remote session, and rows of a CSV
/// file. In each case a result has the same form as in the journal.
/// </summary>
internal static class PipelineJson
{
    /// <summary>The maximum depth of objects: a conversation's turns, their calls, the usage of each.</summary>
    private const int Depth = 8;

    /// <summary>Enum properties that ConvertTo-Json writes as numbers. A number in text, as in a table, is not converted.</summary>
    private static readonly Dictionary<string, Type> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Outcome"] = typeof(Outcome),
        ["Status"] = typeof(GradeStatus),
        ["EndReason"] = typeof(EndReason),
        ["Expected"] = typeof(RefusalLabel),
        ["Label"] = typeof(RefusalLabel),
        ["Backend"] = typeof(RefusalBackend),
        ["TurnDetection"] = typeof(TurnDetection),
    };

    /// <summary>Accepts numbers as text, as remoting writes them, and enum values as names.</summary>
    private static readonly JsonSerializerOptions Lenient = CreateLenient();

    /// <summary>Returns an object as one of our types, also if it was deserialized from a remote session.</summary>
    /// <param name="item">The object.</param>
    /// <param name="unneeded">Properties of a deserialized object that are ignored because they are not used.</param>
    /// <exception cref="JsonException">The object is not of that type.</exception>
    public static T To<T>(PSObject item, params ReadOnlySpan<string> unneeded)
        where T : class
    {
        if (item.BaseObject is T own) return own;
        JsonObject json = JsonObject.Create(Of(item))!;
        foreach (string name in unneeded) json.Remove(name);
        return json.Deserialize<T>(Lenient) ?? throw new JsonException("null");
    }

    /// <summary>Returns an object as JSON, with nested objects.</summary>
    public static JsonElement Of(PSObject item) => item.BaseObject is ICaseResult
        ? JsonSerializer.SerializeToElement(item.BaseObject, item.BaseObject.GetType(), RunJson.Line)
        : JsonSerializer.SerializeToElement(Properties(item, Depth));

    /// <summary>Whether an object is of one of our types, also if it was deserialized from a remote session.</summary>
    public static bool Is<T>(PSObject item) =>
        item.TypeNames.Any(name => name == typeof(T).FullName || name == $"Deserialized.{typeof(T).FullName}");

    private static JsonSerializerOptions CreateLenient()
    {
        var told = new JsonSerializerOptions(RunJson.Line) { NumberHandling = JsonNumberHandling.AllowReadingFromString };
        told.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        return told;
    }

    private static JsonObject Properties(PSObject item, int depth)
    {
        var json = new JsonObject();
        foreach (PSPropertyInfo property in item.Properties.Where(property => property.IsGettable))
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            json[name] = Value(WordOf(property.Name, property.Value), depth - 1);
        }

        return json;
    }

    /// <summary>Returns the enum value for a number in an enum property; other values are returned unchanged.</summary>
    private static object? WordOf(string name, object? value) =>
        value is int or long
        && Words.TryGetValue(name, out Type? type)
        && Enum.ToObject(type, value) is var word
        && Enum.IsDefined(type, word)
            ? word
            : value;

    private static JsonNode? Value(object? value, int depth)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool truth => JsonValue.Create(truth),
            Enum word => JsonValue.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString())),
            DateTimeOffset time => JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture)),
            DateTime time => JsonValue.Create(Utc(time)),
            IFormattable number => JsonValue.Create(number.ToString(null, CultureInfo.InvariantCulture)),
            _ when depth <= 0 => null,
            IDictionary table => new JsonObject(table.Keys.Cast<object>().Select(key =>
                KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{key}"), Value(table[key], depth - 1)))),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(one => Value(one, depth - 1))]),
            _ => Object(PSObject.AsPSObject(value), depth),
        };
    }

    /// <summary>Converts a nested object. Remoting does not preserve a time with offset, so that its UTC part is used.</summary>
    private static JsonNode Object(PSObject item, int depth) =>
        Is<DateTimeOffset>(item) && item.Properties["UtcDateTime"]?.Value is DateTime utc
            ? JsonValue.Create(Utc(utc))
            : Properties(item, depth);

    private static string Utc(DateTime time)
    {
        DateTime utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        return utc.ToString("O", CultureInfo.InvariantCulture);
    }
}
