using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>
/// The functions of a tools file: a JSON array of <c>{"type":"function","name",...}</c>. Keywords that start with <c>x-</c>, such as
/// <c>x-normalizer</c> on a parameter, are our own and not sent to the service; everything else is sent unchanged, including parameters
/// with such names.
/// </summary>
public sealed class ToolSet
{
    private readonly Dictionary<string, Tool> _tools;

    private ToolSet(Dictionary<string, Tool> tools, JsonElement forService)
    {
        _tools = tools;
        ForService = forService;
    }

    /// <summary>No tools at all.</summary>
    public static ToolSet None { get; } = new([], JsonSerializer.SerializeToElement(Array.Empty<object>()));

    /// <summary>The text of the file.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The SHA-256 of the file.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>The names of the functions.</summary>
    public IEnumerable<string> Names => _tools.Keys;

    /// <summary>The array that is sent to the service.</summary>
    public JsonElement ForService { get; }

    /// <summary>Returns the function with a name; null when there is none.</summary>
    public Tool? Find(string name) => _tools.GetValueOrDefault(name);

    /// <summary>Reads a tools file; returns null after adding problems.</summary>
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
            string found = $"it is not JSON ({JsonText.Describe(exception, text)})";
            problems.Add(new DataProblem(path, null, null, found, "an array of functions"));
            return null;
        }
    }

    private static ToolSet? Read(string path, string text, string sha256, JsonElement root, ICollection<DataProblem> problems)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            string found = $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}";
            problems.Add(new DataProblem(path, null, "$", found, "an array of functions"));
            return null;
        }

        int before = problems.Count;
        var tools = new Dictionary<string, Tool>(StringComparer.Ordinal);
        foreach ((int index, JsonElement element) in root.EnumerateArray().Index())
        {
            string place = FormattableString.Invariant($"$[{index}]");
            if (ReadTool(path, place, element, problems) is not Tool tool) continue;
            if (!tools.TryAdd(tool.Name, tool))
            {
                problems.Add(new DataProblem(path, null, $"{place}.name", $"'{tool.Name}' appears more than once", "a name of its own"));
            }
        }

        return problems.Count == before ? new ToolSet(tools, SentTools.Of(root)) { Source = text, Sha256 = sha256 } : null;
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

        if (!element.TryGetProperty("parameters", out JsonElement parameters)) return new Tool(name, default);
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            string found = $"a JSON {parameters.ValueKind.ToString().ToLowerInvariant()}";
            problems.Add(new DataProblem(path, null, $"{place}.parameters", found, "a JSON schema object"));
            return null;
        }

        CheckNormalizers(path, $"{place}.parameters", parameters, problems);
        return new Tool(name, parameters);
    }

    private static void CheckNormalizers(string path, string place, JsonElement parameters, ICollection<DataProblem> problems)
    {
        foreach ((string schemaPath, JsonElement schema) in SchemaKeyword.All(parameters, place))
        {
            if (!schema.TryGetProperty(ArgumentSchema.NormalizerKey, out JsonElement named)) continue;
            string name = named.ValueKind == JsonValueKind.String ? named.GetString()! : named.GetRawText();
            if (!Normalizer.Names.Contains(name, StringComparer.Ordinal)) problems.Add(
                new DataProblem(path, null, $"{schemaPath}.{ArgumentSchema.NormalizerKey}", $"'{name}'",
                string.Join(" or ", Normalizer.Names)));
        }
    }

    private static bool HasText(JsonElement element, string name, out string text)
    {
        text = element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return !string.IsNullOrWhiteSpace(text);
    }
}
