using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>
/// An object of a JSON file that is read field by field; what is wrong is reported with its JSON path, and reading goes on.
/// </summary>
internal sealed class JsonForm(string file, string path, JsonElement value, ICollection<DataProblem> problems)
{
    private const string NotePrefix = "x-";

    /// <summary>The object as it stands.</summary>
    public JsonElement Value => value;

    /// <summary>The JSON path of the object.</summary>
    public string Path => path;

    /// <summary>Whether a key is a note, which nobody reads.</summary>
    public static bool IsNote(string key) => key.StartsWith(NotePrefix, StringComparison.Ordinal);

    /// <summary>Whether a key is there with a value of another kind, which has been reported.</summary>
    public bool IsOther(string key, JsonValueKind kind) => Get(key) is JsonElement found && found.ValueKind != kind;

    /// <summary>Reads the root object of a file, or returns null after a problem was added.</summary>
    /// <param name="file">The file, for what is reported.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static JsonForm? Read(string file, string text, ICollection<DataProblem> problems)
    {
        if (JsonText.HasLoneSurrogate(text))
        {
            problems.Add(new DataProblem(file, null, null, "an escape that is half of a surrogate pair", "text that is Unicode"));
            return null;
        }

        try
        {
            JsonElement root = StrictJson.Parse(text);
            if (root.ValueKind == JsonValueKind.Object) return new JsonForm(file, "$", root, problems);
            problems.Add(new DataProblem(file, null, "$", Describe(root), "an object"));
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(file, null, null, $"it is not JSON ({JsonText.Describe(exception, text)})", "one JSON object"));
        }

        return null;
    }

    /// <summary>Reports every key that is neither among <paramref name="keys"/> nor a note, which starts with <c>x-</c>.</summary>
    public JsonForm Allow(params string[] keys)
    {
        IEnumerable<string> names = value.EnumerateObject().Select(property => property.Name);
        foreach (string key in names.Where(name => !keys.Contains(name, StringComparer.Ordinal) && !IsNote(name)))
            Report(key, "a key that nobody knows", $"one of {string.Join(", ", keys)}");
        return this;
    }

    /// <summary>The value of a key; null when there is none.</summary>
    public JsonElement? Get(string key) =>
        value.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>A text; empty when there is none.</summary>
    public string Text(string key)
    {
        if (Get(key) is not JsonElement found) return "";
        if (found.ValueKind == JsonValueKind.String) return found.GetString()!;
        Report(key, Describe(found), "a text");
        return "";
    }

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key, string expected)
    {
        string text = Text(key);
        if (string.IsNullOrWhiteSpace(text) && Get(key) is null or { ValueKind: JsonValueKind.String })
        {
            Report(key, Get(key) is null ? "missing" : "blank", expected);
        }

        return text;
    }

    /// <summary>A whole number in a range; null when there is none.</summary>
    public int? Whole(string key, int minimum, int maximum)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out int number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Report(key, TableFile.Shorten(found.GetRawText()), FormattableString.Invariant($"a whole number from {minimum} to {maximum}"));
        return null;
    }

    /// <summary>True or false; null when there is neither.</summary>
    public bool? Flag(string key)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False) return found.GetBoolean();
        Report(key, TableFile.Shorten(found.GetRawText()), "true or false");
        return null;
    }

    /// <summary>An object; null when there is none.</summary>
    public JsonForm? Object(string key)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind == JsonValueKind.Object) return new JsonForm(file, $"{path}.{key}", found, problems);
        Report(key, Describe(found), "an object");
        return null;
    }

    /// <summary>The objects of a list; none when there is no list.</summary>
    public IReadOnlyList<JsonForm> Objects(string key)
    {
        var forms = new List<JsonForm>();
        foreach ((string place, JsonElement item) in Items(key))
        {
            if (item.ValueKind == JsonValueKind.Object) forms.Add(new JsonForm(file, place, item, problems));
            else problems.Add(new DataProblem(file, null, place, Describe(item), "an object"));
        }

        return forms;
    }

    /// <summary>The texts of a list, empty where one is wrong; none when there is no list.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach ((string place, JsonElement item) in Items(key))
        {
            if (item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString())) texts.Add(item.GetString()!);
            else
            {
                string fault = item.ValueKind == JsonValueKind.String ? "blank" : Describe(item);
                problems.Add(new DataProblem(file, null, place, fault, "a text"));
                texts.Add("");
            }
        }

        return texts;
    }

    /// <summary>Reports what is wrong at a key, or with the object as a whole.</summary>
    public void Report(string? key, string found, string expected) =>
        problems.Add(new DataProblem(file, null, key is null ? path : $"{path}.{key}", found, expected));

    private IEnumerable<(string Place, JsonElement Item)> Items(string key)
    {
        if (Get(key) is not JsonElement found) return [];
        if (found.ValueKind == JsonValueKind.Array)
        {
            return found.EnumerateArray().Select((item, index) => (FormattableString.Invariant($"{path}.{key}[{index}]"), item));
        }

        Report(key, Describe(found), "a list");
        return [];
    }

    private static string Describe(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "a JSON boolean",
        _ => $"a JSON {found.ValueKind.ToString().ToLowerInvariant()}",
    };
}
