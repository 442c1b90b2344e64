using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RealtimeEvals.Pages;

/// <summary>
/// Packs the details of many cases, several to a pack, so that a page of thousands of cases opens at once and stays small. The script
/// inflates a pack when one of its cases is opened. All cases get their conversation as long as there is room; what is left goes to sound
/// and events of the worst ones.
/// </summary>
/// <param name="budget">How many characters all packs may have.</param>
/// <param name="render">Returns the details of the case at an index, the worst first, in full or without sound and events.</param>
internal sealed class DetailPacks(int budget, Func<int, bool, string> render)
{
    private const int CasesInPack = 20;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the packs, and the pack of each case that is in one.</summary>
    /// <param name="runKey">The key of the run in the page.</param>
    /// <param name="keys">The keys of the cases, the worst first.</param>
    public (IReadOnlyList<PackPart> Packs, IReadOnlyDictionary<string, string> PackOf) Fill(string runKey, IReadOnlyList<string> keys)
    {
        int[][] groups = [.. Enumerable.Range(0, keys.Count).Chunk(CasesInPack)];
        var data = new List<string>();
        int used = 0;
        foreach (int[] group in groups)
        {
            string light = Pack(keys, group, isFull: false);
            if (used + light.Length > budget) break;
            data.Add(light);
            used += light.Length;
        }

        for (int index = 0; index < data.Count; index++)
        {
            string full = Pack(keys, groups[index], isFull: true);
            if (used + full.Length - data[index].Length > budget) break;
            used += full.Length - data[index].Length;
            data[index] = full;
        }

        return (
            [.. data.Select((packed, index) => new PackPart(IdOf(index), packed))],
            groups.Take(data.Count)
                .SelectMany((group, index) => group.Select(at => (Key: keys[at], Id: IdOf(index))))
                .ToDictionary(one => one.Key, one => one.Id, StringComparer.Ordinal));

        string IdOf(int index) => FormattableString.Invariant($"{runKey}-p{index}");
    }

    private string Pack(IReadOnlyList<string> keys, int[] group, bool isFull)
    {
        Dictionary<string, string> details = group.ToDictionary(at => keys[at], at => render(at, isFull), StringComparer.Ordinal);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(JsonSerializer.SerializeToUtf8Bytes(details, Plain));
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
