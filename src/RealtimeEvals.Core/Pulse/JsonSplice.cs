using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text;

namespace RealtimeEvals.Pulse;

/// <summary>
/// Changes a JSON document by splicing: all bytes outside the changes stay, including white space, escapes, the notation of numbers and the
/// order of keys. Additions follow the layout of their neighbours. A value that already has the right tokens is left alone, so repeating
/// the changes changes nothing.
/// </summary>
internal static class JsonSplice
{
    /// <summary>Applies changes.</summary>
    /// <param name="json">The document: UTF-8 JSON without duplicate keys or halves of surrogate pairs, its root an object.</param>
    /// <param name="edits">The changes; no path may be equal to another or lead through it.</param>
    /// <returns>The changed document.</returns>
    /// <exception cref="ArgumentException">A path is empty, or two changes conflict.</exception>
    /// <exception cref="InvalidDataException">A path leads through something that is not an object.</exception>
    /// <exception cref="JsonException">A new value is not JSON.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> json, IReadOnlyList<JsonEdit> edits)
    {
        RequireApart(edits);
        foreach (JsonEdit edit in edits.Where(edit => edit.Json is not null)) JsonDocument.Parse(edit.Json!).Dispose();
        byte[] result = json.ToArray();
        foreach (JsonEdit edit in edits) result = Apply(result, edit);
        return result;
    }

    private static byte[] Apply(byte[] json, JsonEdit edit)
    {
        JsonObjectMap map = JsonObjectMap.Read(json, 0, edit.Path[0]);
        JsonLayout layout = LayoutOf(json, map, holder: null);
        for (int depth = 0; ; depth++)
        {
            bool isLast = depth == edit.Path.Count - 1;
            if (map.Found < 0) return edit.Json is null ? json : Insert(json, map, layout, edit.Path.Skip(depth), edit.Json);
            JsonMember member = map.Members[map.Found];
            if (isLast)
            {
                if (edit.Json is null) return Remove(json, map);
                JsonLayout own = JsonLayout.At(json, map, map.Found, layout.Unit);
                return Replace(json, member, own, Encoding.UTF8.GetBytes(edit.Json));
            }

            if (member.Kind != JsonValueKind.Object)
            {
                string kind = member.Kind.ToString().ToLowerInvariant();
                throw new InvalidDataException($"'{string.Join('.', edit.Path.Take(depth + 1))}' is a JSON {kind}, not an object");
            }

            JsonLayout holder = JsonLayout.At(json, map, map.Found, layout.Unit);
            map = JsonObjectMap.Read(json, member.ValueStart, edit.Path[depth + 1]);
            layout = LayoutOf(json, map, holder);
        }
    }

    /// <summary>Returns the layout of a member that would be the object's last.</summary>
    private static JsonLayout LayoutOf(byte[] json, JsonObjectMap map, JsonLayout? holder)
    {
        if (map.Members.Count > 0) return JsonLayout.At(json, map, map.Members.Count - 1, holder?.Unit);
        return holder?.Inner ?? JsonLayout.OfRoot(json);
    }

    private static byte[] Insert(byte[] json, JsonObjectMap map, JsonLayout layout, IEnumerable<string> keys, string value)
    {
        string[] encoded = [.. keys.Select(key => $"\"{JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")];
        string nested = string.Concat(encoded.Skip(1).Select(key => $"{{{key}:")) + value + new string('}', encoded.Length - 1);
        string member = encoded[0] + layout.Colon + layout.Write(Encoding.UTF8.GetBytes(nested));
        if (map.Members.Count > 0) return Splice(json, map.Members[^1].ValueEnd, map.Members[^1].ValueEnd, layout.Separator + member);
        string outer = layout.IsOneLine ? "" : layout.NewLine + layout.Indentation[..^layout.Unit.Length];
        return Splice(json, map.Start + 1, map.End, layout.Break + member + outer);
    }

    private static byte[] Replace(byte[] json, JsonMember member, JsonLayout layout, byte[] value) =>
        JsonLayout.HasSameTokens(json.AsSpan(member.ValueStart..member.ValueEnd), value)
            ? json
            : Splice(json, member.ValueStart, member.ValueEnd, layout.Write(value));

    private static byte[] Remove(byte[] json, JsonObjectMap map)
    {
        IReadOnlyList<JsonMember> members = map.Members;
        if (members.Count == 1) return Splice(json, map.Start + 1, map.End, "");
        return map.Found == 0
            ? Splice(json, members[0].KeyStart, members[1].KeyStart, "")
            : Splice(json, members[map.Found - 1].ValueEnd, members[map.Found].ValueEnd, "");
    }

    private static byte[] Splice(byte[] json, int start, int end, string text) =>
        [.. json.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. json.AsSpan(end)];

    private static void RequireApart(IReadOnlyList<JsonEdit> edits)
    {
        if (edits.Any(edit => edit.Path.Count == 0)) throw new ArgumentException("A change has no path.", nameof(edits));
        for (int first = 0; first < edits.Count; first++)
        {
            for (int second = first + 1; second < edits.Count; second++)
            {
                int common = Math.Min(edits[first].Path.Count, edits[second].Path.Count);
                if (edits[first].Path.Take(common).SequenceEqual(edits[second].Path.Take(common), StringComparer.Ordinal))
                {
                    string path = string.Join('.', edits[first].Path.Take(common));
                    throw new ArgumentException($"Two changes are about '{path}'.", nameof(edits));
                }
            }
        }
    }
}

/// <summary>One change to a JSON document.</summary>
/// <param name="Path">The keys from the root object to the member; at least one. Missing objects on the way are created.</param>
/// <param name="Json">The new value as JSON text in any layout; null removes the member if it exists.</param>
public sealed record JsonEdit(IReadOnlyList<string> Path, string? Json);
