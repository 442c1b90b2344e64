using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>
/// The functions of a tools file: a JSON array of <c>{"type":"function","name",...}</c>. Keys that start with <c>x-</c> are ours, such as
/// <c>x-normalizer</c> on a parameter, and are not sent to the service; everything else is sent as it stands.
/// </summary>
public sealed class ToolSet
{
    private const string NormalizerKey = "x-normalizer";

    private static readonly FrozenDictionary<string, string> NoNormalizers = FrozenDictionary<string, string>.Empty;

    private readonly Dictionary<string, Tool> _tools;

    private ToolSet(Dictionary<string, Tool> tools, JsonElement forService)
    {
        _tools = tools;
        ForService = forService;
    }

    /// <summary>The text of the file as it was read.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The SHA-256 of the bytes of the file as they were read.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>The names of the tools.</summary>
    public IEnumerable<string> Names => _tools.Keys;

    /// <summary>The array that is sent to the service.</summary>
    public JsonElement ForService { get; }

    /// <summary>The tool of that name; null when there is none.</summary>
    public Tool? Find(string name) => _tools.GetValueOrDefault(name);

    /// <summary>Reads a tools file, or returns null after problems were added.</summary>
    public static ToolSet? Read(string path, ICollection<DataProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (TextFile.Read(path, problems, out string sha256, InputLimits.TextBytes) is not string text) return null;
        if (JsonText.HasLoneSurrogate(text))
        {
            problems.Add(new DataProblem(path, null, null, "an escape that is half of a surrogate pair", "text that is Unicode"));
            return null;
        }

        try
        {
            return Read(path, text, sha256, StrictJson.Parse(text), problems);
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, null, $"it is not JSON ({JsonText.Describe(exception, text)})", "an array of functions"));
            return null;
        }
    }

    private static ToolSet? Read(string path, string text, string sha256, JsonElement root, ICollection<DataProblem> problems)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new DataProblem(path, null, "$", $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}", "an array of functions"));
            return null;
        }

        int before = problems.Count;
        var tools = new Dictionary<string, Tool>(StringComparer.Ordinal);
        foreach ((int index, JsonElement element) in root.EnumerateArray().Index())
        {
            string place = FormattableString.Invariant($"$[{index}]");
            if (ReadTool(path, place, element, problems) is not Tool tool) continue;
            if (!tools.TryAdd(tool.Name, tool)) problems.Add(new DataProblem(path, null, $"{place}.name", $"'{tool.Name}' appears more than once", "a name of its own"));
        }

        return problems.Count == before ? new ToolSet(tools, WithoutOurKeys(root)) { Source = text, Sha256 = sha256 } : null;
    }

    private static Tool? ReadTool(string path, string place, JsonElement element, ICollection<DataProblem> problems)
    {
        if (element.ValueKind != JsonValueKind.Object || !HasText(element, "type", out string type) || type != "function")
        {
            problems.Add(new DataProblem(path, null, place, "not a function", "an object with \"type\": \"function\""));
            return null;
        }

        if (!HasText(element, "name", out string name))
        {
            problems.Add(new DataProblem(path, null, $"{place}.name", "missing or blank", "the function's name"));
            return null;
        }

        if (!element.TryGetProperty("parameters", out JsonElement parameters)) return new Tool(name, null, NoNormalizers);
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new DataProblem(path, null, $"{place}.parameters", $"a JSON {parameters.ValueKind.ToString().ToLowerInvariant()}", "a JSON schema object"));
            return null;
        }

        if (!parameters.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object)
            return new Tool(name, null, NoNormalizers);
        HashSet<string> names = properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        return new Tool(name, names, ReadNormalizers(path, $"{place}.parameters.properties", properties, problems));
    }

    private static Dictionary<string, string> ReadNormalizers(string path, string place, JsonElement properties, ICollection<DataProblem> problems)
    {
        var normalizers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object || !property.Value.TryGetProperty(NormalizerKey, out JsonElement named)) continue;
            string name = named.ValueKind == JsonValueKind.String ? named.GetString()! : named.GetRawText();
            if (Normalizer.Names.Contains(name, StringComparer.Ordinal)) normalizers.Add(property.Name, name);
            else problems.Add(new DataProblem(path, null, $"{place}.{property.Name}.{NormalizerKey}", $"'{name}'", string.Join(" or ", Normalizer.Names)));
        }

        return normalizers;
    }

    private static bool HasText(JsonElement element, string name, out string text)
    {
        text = element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return !string.IsNullOrWhiteSpace(text);
    }

    private static JsonElement WithoutOurKeys(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Copy(root, json);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Copy(JsonElement element, Utf8JsonWriter json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().Where(property => !property.Name.StartsWith("x-", StringComparison.Ordinal)))
                {
                    json.WritePropertyName(property.Name);
                    Copy(property.Value, json);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray()) Copy(item, json);
                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
