using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Json;

namespace RealtimeEvals.Datasets;

/// <summary>
/// A JSON schema of arguments, reduced to which arguments a call may have and how their values are compared. Constraints on values, such as
/// a type or a range, are not checked here.
/// </summary>
/// <param name="Root">The whole schema, for resolving references; undefined when there is none.</param>
/// <param name="Value">The current part of the schema; undefined when it says nothing.</param>
internal readonly record struct ArgumentSchema(JsonElement Root, JsonElement Value)
{
    /// <summary>The key that names the normalizer of a value and of everything inside it.</summary>
    public const string NormalizerKey = "x-normalizer";

    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>The normalizer that the schema names; null when it names none.</summary>
    public string? Normalizer => Parts().Select(part => JsonText.Child(part, NormalizerKey))
        .Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()).FirstOrDefault();

    /// <summary>
    /// Returns the paths of arguments that a call cannot have, including those nested in objects and lists. A tool that lists its
    /// parameters takes no others unless <c>additionalProperties</c> allows them; objects inside a parameter take others unless it forbids
    /// them.
    /// </summary>
    public IEnumerable<string> UnknownIn(JsonElement arguments) => UnknownIn(arguments, "", isOpen: false);

    /// <summary>Whether the schema allows an object with this property.</summary>
    public bool Takes(string name) => Takes(name, isOpen: false);

    /// <summary>Returns the schema of a property.</summary>
    public ArgumentSchema Of(string name) => this with { Value = Parts().SelectMany(part => SchemasOf(part, name)).FirstOrDefault() };

    /// <summary>Returns the schema of a list item.</summary>
    /// <param name="index">The position of the item, from 0.</param>
    public ArgumentSchema OfItem(int index) => this with
    {
        Value = Parts().Select(part => SchemaOfItem(part, index)).FirstOrDefault(schema => schema.ValueKind != JsonValueKind.Undefined),
    };

    private IEnumerable<string> UnknownIn(JsonElement value, string path, bool isOpen)
    {
        ArgumentSchema self = this;
        return value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property =>
            {
                string place = path.Length > 0 ? $"{path}.{property.Name}" : property.Name;
                return self.Takes(property.Name, isOpen) ? self.Of(property.Name).UnknownIn(property.Value, place, isOpen: true) : [place];
            }),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) =>
                self.OfItem(index).UnknownIn(item, FormattableString.Invariant($"{path}[{index}]"), isOpen: true)),
            _ => [],
        };
    }

    private bool Takes(string name, bool isOpen)
    {
        bool lists = false;
        bool isClosed = false;
        foreach (JsonElement part in Parts())
        {
            JsonElement[] further = [JsonText.Child(part, "additionalProperties"), JsonText.Child(part, "unevaluatedProperties")];
            bool isFurther = further.Any(words => words.ValueKind is JsonValueKind.True or JsonValueKind.Object);
            if (isFurther || SchemasOf(part, name).Any()) return true;
            lists |= JsonText.Child(part, "properties").ValueKind == JsonValueKind.Object;
            isClosed |= further.Any(words => words.ValueKind == JsonValueKind.False);
        }

        return !isClosed && (isOpen || !lists);
    }

    /// <summary>Returns the schemas of a property in one part: by its name, by matching patterns, and as an additional property.</summary>
    private static IEnumerable<JsonElement> SchemasOf(JsonElement part, string name)
    {
        JsonElement own = JsonText.Child(JsonText.Child(part, "properties"), name);
        if (own.ValueKind != JsonValueKind.Undefined) yield return own;
        if (JsonText.Child(part, "patternProperties") is { ValueKind: JsonValueKind.Object } patterns)
        {
            foreach (JsonProperty pattern in patterns.EnumerateObject())
            {
                if (Matches(name, pattern.Name)) yield return pattern.Value;
            }
        }

        if (JsonText.Child(part, "additionalProperties") is { ValueKind: JsonValueKind.Object } further) yield return further;
    }

    private static JsonElement SchemaOfItem(JsonElement part, int index)
    {
        JsonElement items = JsonText.Child(part, "items");
        JsonElement places = items.ValueKind == JsonValueKind.Array ? items : JsonText.Child(part, "prefixItems");
        return places.ValueKind == JsonValueKind.Array && index < places.GetArrayLength() ? places[index] : items;
    }

    /// <summary>Collects the schema, the schemas it refers to, and its alternatives: what any of them allows is allowed.</summary>
    private List<JsonElement> Parts()
    {
        var parts = new List<JsonElement>();
        var followed = new HashSet<string>(StringComparer.Ordinal);
        Collect(Value, parts, followed);
        return parts;
    }

    private void Collect(JsonElement schema, List<JsonElement> parts, HashSet<string> followed)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in schema.EnumerateArray()) Collect(item, parts, followed);
        }

        if (schema.ValueKind != JsonValueKind.Object) return;
        parts.Add(schema);
        if (JsonText.Child(schema, "$ref") is { ValueKind: JsonValueKind.String } reference && followed.Add(reference.GetString()!))
            Collect(Referred(reference.GetString()!), parts, followed);
        foreach (string keyword in (string[])["allOf", "anyOf", "oneOf", "then", "else"])
        {
            Collect(JsonText.Child(schema, keyword), parts, followed);
        }
    }

    /// <summary>Resolves a reference within the schema; returns undefined for any other.</summary>
    private JsonElement Referred(string reference)
    {
        if (!reference.StartsWith('#')) return default;
        IEnumerable<string> steps = reference[1..].Split('/').Skip(1).Select(Uri.UnescapeDataString);
        return steps.Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .Aggregate(Root, JsonText.Child);
    }

    /// <summary>Whether a name matches a pattern; an invalid or slow pattern matches everything.</summary>
    private static bool Matches(string name, string pattern)
    {
        try
        {
            return Regex.IsMatch(name, pattern, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
