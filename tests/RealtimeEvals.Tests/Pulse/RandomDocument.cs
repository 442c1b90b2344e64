using System.Text;
using System.Text.Json;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>A JSON document in which everything that may vary does, and changes of it; the same ones for the same seed.</summary>
internal sealed class RandomDocument
{
    /// <summary>Keys by their meaning, each with the ways to write it.</summary>
    private static readonly string[][] Keys =
    [
        ["gates", "g\\u0061tes"], ["metrics", "metric\\u0073"], ["a/b", "a\\/b"],
        ["é", "\\u00e9", "\\u00E9"], ["😀", "\\ud83d\\ude00"], ["q\"", "q\\\"", "q\\u0022"],
        ["\\", "\\\\"], ["", ""], [" ", " ", "\\u0020"], ["x.y", "x.y"], ["\n", "\\n", "\\u000a"], ["k", "k"],
    ];

    private static readonly string[] Scalars =
    [
        "true", "false", "null", "0", "-0", "1.10", "1E5", "1e-7", "0.0", "1e400", "12345678901234567890123",
        "\"\"", "\"a\\/b\"", "\"\\u2192 \u2192\"", "\"{\\\"x\\\":1}\"", "\"\\\\\"",
        "\"\\ud83d\\ude00\"", "[]", "{}", "[ ]", "{\n}", "[1 ,2]", "[{\"k\":1},\n\"]\"]",
    ];

    private static readonly string[] Values =
    [
        "true", "1.0", "\"x\\ny\"", "{}", "[]", "{\"a\":{\"b\":[1,[],{}]},\"c\":null}", "[ 1 , \"}\" ]",
    ];

    private static readonly string[] Spaces = ["", "", " ", "\n", "\r\n", "\t", "\n  ", "\r\n    ", " \n\n\t"];

    private readonly Random _random;
    private readonly string[] _spaces;

    public RandomDocument(int seed)
    {
        _random = new Random(seed);
        _spaces = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Spaces))];
        Text = Space() + Object(0) + Space();
        Edits = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Edit())];
        while (Edits.Any(edit => Edits.Any(other => other != edit
            && other.Path.Take(edit.Path.Count).SequenceEqual(edit.Path.Take(other.Path.Count)))))
        {
            Edits = Edits[1..];
        }
    }

    public string Text { get; }

    /// <summary>Changes of different places.</summary>
    public JsonEdit[] Edits { get; }

    private JsonEdit Edit()
    {
        using var document = JsonDocument.Parse(Text);
        JsonElement at = document.RootElement;
        var path = new List<string>();
        while (true)
        {
            JsonProperty[] objects = [.. at.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object)];
            if (objects.Length == 0 || _random.Next(3) == 0) break;
            JsonProperty next = Pick(objects);
            path.Add(next.Name);
            at = next.Value;
        }

        string key = at.EnumerateObject().Any() && _random.Next(2) == 0
            ? Pick([.. at.EnumerateObject().Select(property => property.Name)])
            : Pick(Keys)[0];
        path.Add(key);
        if (!at.TryGetProperty(key, out _)) path.AddRange(Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Keys)[0]));
        return new JsonEdit(path, _random.Next(4) == 0 ? null : Pick(Values));
    }

    private string Object(int depth)
    {
        var text = new StringBuilder("{").Append(Space());
        string[][] keys = [.. Keys.OrderBy(_ => _random.Next()).Take(_random.Next(5))];
        for (int index = 0; index < keys.Length; index++)
        {
            if (index > 0) text.Append(Space()).Append(',').Append(Space());
            text.Append('"')
                .Append(Pick(keys[index].Length == 1 ? keys[index] : keys[index][(IsWritable(keys[index][0]) ? 0 : 1)..]))
                .Append('"');
            text.Append(Space()).Append(':').Append(Space()).Append(depth < 4 && _random.Next(2) == 0 ? Object(depth + 1) : Pick(Scalars));
        }

        return text.Append(Space()).Append('}').ToString();
    }

    private static bool IsWritable(string key) => !key.AsSpan().ContainsAny('"', '\\', '\n');

    private string Space() => Pick(_spaces);

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
