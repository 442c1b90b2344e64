using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Gates;

/// <summary>What can be done to a piece of evidence.</summary>
public enum HarmKind
{
    Delete,
    Truncate,
    FlipByte,
    DeleteLine,
    DuplicateLine,
    SwapLines,
    Remove,
    Blank,
    Garble,
    ChangeOutcome,
}

/// <summary>One removal or corruption, wherever it falls.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Part">Which file or row; counted around.</param>
/// <param name="Place">Where in it; counted around.</param>
/// <param name="Other">By what; counted around.</param>
public sealed record Harm(HarmKind Kind, int Part, int Place, int Other)
{
    private static readonly string[] Outcomes = ["pass", "fail", "error", "inconclusive", "skipped"];

    private static readonly string[] Garbage =
        ["\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"1e999\"", "\"garbage\"", "\"\\uFFFD\"", "{}", "[]", "\"12 ms\"", "\"0x1F\""];

    /// <summary>Any harm.</summary>
    public static Gen<Harm> Any { get; } = Some(Enum.GetValues<HarmKind>());

    /// <summary>Harm of some kinds.</summary>
    public static Gen<Harm> Some(params HarmKind[] kinds) =>
        from kind in Gen.Elements(kinds)
        from part in Gen.Choose(0, 1_000)
        from place in Gen.Choose(0, 1_000_000)
        from other in Gen.Choose(0, 1_000)
        select new Harm(kind, part, place, other);

    /// <summary>Does it to a file.</summary>
    public void DoTo(string path)
    {
        if (Kind == HarmKind.Delete)
        {
            File.Delete(path);
            return;
        }

        byte[] content = File.ReadAllBytes(path);
        if (Kind == HarmKind.Truncate) content = content[..(Place % content.Length)];
        else if (Kind == HarmKind.FlipByte) content[Place % content.Length] ^= (byte)(1 + (Other % 255));
        else content = Encoding.UTF8.GetBytes(DoToText(Path.GetExtension(path), Encoding.UTF8.GetString(content)));
        File.WriteAllBytes(path, content);
    }

    /// <summary>Does it to a row; says where, or nothing where it cannot be done.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isSpared">The places that are left as they are.</param>
    public string DoTo(List<JsonNode> rows, Func<string, bool> isSpared)
    {
        int at = Part % rows.Count;
        if (Kind == HarmKind.DeleteLine) rows.RemoveAt(at);
        else if (Kind == HarmKind.DuplicateLine) rows.Add(rows[at].DeepClone());
        else if (Kind == HarmKind.SwapLines) (rows[at], rows[Place % rows.Count]) = (rows[Place % rows.Count], rows[at]);
        else return DoTo(rows[at], isSpared);
        return FormattableString.Invariant($"row {at}");
    }

    private string DoToText(string extension, string text)
    {
        string[] lines = text.Split('\n');
        int at = Place % Math.Max(1, lines.Length - 1);
        switch (Kind)
        {
            case HarmKind.DeleteLine:
                return string.Join('\n', lines.Where((_, index) => index != at));
            case HarmKind.DuplicateLine:
                return string.Join('\n', lines.SelectMany((line, index) => index == at ? [line, line] : new[] { line }));
            case HarmKind.SwapLines:
                int with = Other % lines.Length;
                (lines[at], lines[with]) = (lines[with], lines[at]);
                return string.Join('\n', lines);
            default:
                break;
        }

        if (extension == ".csv")
        {
            string[] cells = lines[at].Split(',');
            cells[Other % cells.Length] =
                Kind is HarmKind.Remove or HarmKind.Blank ? "" : Kind == HarmKind.Garble ? "NaN" : Outcomes[Other % Outcomes.Length];
            lines[at] = string.Join(',', cells);
            return string.Join('\n', lines);
        }

        // A journal has a JSON value in each line, any other file is one.
        bool isJournal = extension == ".jsonl";
        JsonNode node = JsonNode.Parse(isJournal ? lines[at] : text)!;
        DoTo(node, _ => false);
        if (!isJournal) return node.ToJsonString();
        lines[at] = node.ToJsonString();
        return string.Join('\n', lines);
    }

    private string DoTo(JsonNode node, Func<string, bool> isSpared)
    {
        (JsonNode Parent, object Key, string Path)[] places =
            [.. JsonPlaces.Of(node).Where(place => !isSpared(place.Path) && (Kind != HarmKind.ChangeOutcome || place.Key is "outcome"))];
        if (places.Length == 0) return "";
        (JsonNode parent, object key, string path) = places[Place % places.Length];
        if (Kind == HarmKind.Remove) JsonPlaces.Remove(parent, key);
        else
        {
            JsonPlaces.Set(
                parent,
                key,
                Kind switch
                {
                    HarmKind.Blank => Other % 2 == 0 ? null : JsonValue.Create(""),
                    HarmKind.Garble => JsonNode.Parse(Garbage[Other % Garbage.Length]),
                    _ => JsonValue.Create(Outcomes[Other % Outcomes.Length]),
                });
        }

        return path;
    }
}
