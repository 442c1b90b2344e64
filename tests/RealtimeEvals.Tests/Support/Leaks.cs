using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>Looks for a secret in everything that was left behind.</summary>
public static class Leaks
{
    /// <summary>
    /// The files of a folder that tell the secret, in name or content, spelled in any way or when the deltas of their events are joined.
    /// </summary>
    public static IReadOnlyList<string> In(string folder, string secret)
    {
        var leaks = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path);
            string content = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            if (name.Contains(secret[..12], StringComparison.Ordinal) || content.Contains(secret[..12], StringComparison.Ordinal))
            {
                leaks.Add($"{name}: plain");
            }
            else if (SecretSpelling.Tells(content, secret)) leaks.Add($"{name}: spelled");
            else if (path.EndsWith(".jsonl", StringComparison.Ordinal))
            {
                leaks.AddRange(Joined(path).Where(text => SecretSpelling.Tells(text, secret)).Select(_ => $"{name}: joined"));
            }
        }

        return leaks;
    }

    /// <summary>All deltas of a log by their kinds, and by their items; those of sound decoded too.</summary>
    private static IEnumerable<string> Joined(string path)
    {
        var deltas = new List<(string Kind, string Item, string Text)>();
        foreach (string line in File.ReadLines(path))
        {
            JsonElement read = JsonSerializer.Deserialize<JsonElement>(line);
            if (read.TryGetProperty("event", out JsonElement sent) && sent.ValueKind == JsonValueKind.Object
                && sent.TryGetProperty("delta", out JsonElement delta))
            {
                deltas.Add((
                    $"{read.GetProperty("type")}",
                    $"{read.GetProperty("type")} {(sent.TryGetProperty("item_id", out JsonElement item) ? item : "")}",
                    delta.GetString()!));
            }
        }

        IEnumerable<string> joined = deltas.GroupBy(delta => delta.Kind).Concat(deltas.GroupBy(delta => delta.Item))
            .Select(group => string.Concat(group.Select(delta => delta.Text)));
        IEnumerable<string> sound =
            deltas.GroupBy(delta => delta.Kind).Select(group => string.Concat(group.Select(delta => Sound(delta.Text))));
        return joined.Concat(sound);
    }

    private static string Sound(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? Encoding.Latin1.GetString(bytes, 0, length) : "";
    }
}
