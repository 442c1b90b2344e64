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
/// What comes down a pipeline as JSON with names in snake case: our own objects, those that came over remoting, and rows of a CSV file.
/// Whatever the way, a result becomes what stands in the journal.
/// </summary>
internal static class PipelineJson
{
    /// <summary>How deep objects are looked into: a conversation's turns, their calls, the usage of each.</summary>
    private const int Depth = 8;

    /// <summary>Properties whose words ConvertTo-Json writes as numbers. A number in a text, as in a table, is none of them.</summary>
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

    /// <summary>What came over remoting has its numbers as text, and ConvertTo-Json writes words as numbers.</summary>
    private static readonly JsonSerializerOptions Told = CreateTold();

    /// <summary>An object of a type of ours, as it is or as it came over remoting.</summary>
    /// <param name="item">The object.</param>
    /// <param name="unneeded">What may stay behind of an object that came over remoting, since nobody looks at it again.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static T To<T>(PSObject item, params ReadOnlySpan<string> unneeded)
        where T : class
    {
        if (item.BaseObject is T own) return own;
        JsonObject json = JsonObject.Create(Of(item))!;
        foreach (string name in unneeded) json.Remove(name);
        return json.Deserialize<T>(Told) ?? throw new JsonException("null");
    }

    /// <summary>An object with all that it holds.</summary>
    public static JsonElement Of(PSObject item) => item.BaseObject is ICaseResult
        ? JsonSerializer.SerializeToElement(item.BaseObject, item.BaseObject.GetType(), RunJson.Line)
        : JsonSerializer.SerializeToElement(Properties(item, Depth));

    /// <summary>Whether an object is of a type of ours, also when it came over remoting.</summary>
    public static bool Is<T>(PSObject item) =>
        item.TypeNames.Any(name => name == typeof(T).FullName || name == $"Deserialized.{typeof(T).FullName}");

    private static JsonSerializerOptions CreateTold()
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

    /// <summary>The word of a number that stands for one; anything else as it is.</summary>
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

    /// <summary>A time with an offset does not survive remoting as what it is; its parts do.</summary>
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
