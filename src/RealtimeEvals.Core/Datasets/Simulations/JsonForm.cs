using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads an object of a JSON file key by key; problems are reported with their JSON path, and reading continues.</summary>
internal sealed class JsonForm(string file, string path, JsonElement value, ICollection<DataProblem> problems)
{
    private const string NotePrefix = "x-";

    /// <summary>The underlying JSON object.</summary>
    public JsonElement Value => value;

    /// <summary>The JSON path of the object.</summary>
    public string Path => path;

    /// <summary>Whether a key is a note, which is ignored.</summary>
    public static bool IsNote(string key) => key.StartsWith(NotePrefix, StringComparison.Ordinal);

    /// <summary>Whether a key has a value of another kind, which has been reported.</summary>
    public bool IsOther(string key, JsonValueKind kind) => Get(key) is JsonElement found && found.ValueKind != kind;

    /// <summary>Reads the root object of a file; returns null after adding a problem.</summary>
    /// <param name="file">The path of the file, for the problems.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="problems">Receives the problems.</param>
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

    /// <summary>Reports every key that is neither one of <paramref name="keys"/> nor a note, which starts with <c>x-</c>.</summary>
    public JsonForm Allow(params string[] keys)
    {
        IEnumerable<string> names = value.EnumerateObject().Select(property => property.Name);
        foreach (string key in names.Where(name => !keys.Contains(name, StringComparer.Ordinal) && !IsNote(name)))
            Report(key, "a key that nobody knows", $"one of {string.Join(", ", keys)}");
        return this;
    }

    /// <summary>Returns the value of a key; null when it is missing or null.</summary>
    public JsonElement? Get(string key) =>
        value.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>Returns a text; empty when it is missing.</summary>
    public string Text(string key)
    {
        if (Get(key) is not JsonElement found) return "";
        if (found.ValueKind == JsonValueKind.String) return found.GetString()!;
        Report(key, Describe(found), "a text");
        return "";
    }

    /// <summary>Returns a text, and reports it when it is missing or blank.</summary>
    public string RequiredText(string key, string expected)
    {
        string text = Text(key);
        if (string.IsNullOrWhiteSpace(text) && Get(key) is null or { ValueKind: JsonValueKind.String })
        {
            Report(key, Get(key) is null ? "missing" : "blank", expected);
        }

        return text;
    }

    /// <summary>Returns an integer in a range; null when it is missing.</summary>
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

    /// <summary>Returns a number from a minimum to 1; null when it is missing.</summary>
    public double? Share(string key, double minimum)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out double number) && number >= minimum && number <= 1)
        {
            return number;
        }

        Report(key, TableFile.Shorten(found.GetRawText()), FormattableString.Invariant($"a number from {minimum} to 1"));
        return null;
    }

    /// <summary>Returns a boolean; null when it is missing.</summary>
    public bool? Flag(string key)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False) return found.GetBoolean();
        Report(key, TableFile.Shorten(found.GetRawText()), "true or false");
        return null;
    }

    /// <summary>Returns an object; null when it is missing.</summary>
    public JsonForm? Object(string key)
    {
        if (Get(key) is not JsonElement found) return null;
        if (found.ValueKind == JsonValueKind.Object) return new JsonForm(file, $"{path}.{key}", found, problems);
        Report(key, Describe(found), "an object");
        return null;
    }

    /// <summary>Returns the objects of a list; empty when the list is missing.</summary>
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

    /// <summary>Returns the texts of a list, with an empty text for each invalid one; empty when the list is missing.</summary>
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

    /// <summary>Reports a problem with a key, or with the whole object when the key is null.</summary>
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
