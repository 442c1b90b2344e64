using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RealtimeEvals.Reporting.Pages;

/// <summary>
/// Packs the details of many cases, several to a pack, so that a page of thousands of cases opens at once and stays small. The script
/// inflates a pack when one of its cases is opened.
/// </summary>
internal sealed class DetailPacks(string runKey, int budget)
{
    private const int CasesInPack = 20;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<PackPart> _packs = [];
    private readonly Dictionary<string, string> _packOf = new(StringComparer.Ordinal);
    private Dictionary<string, string> _open = new(StringComparer.Ordinal);
    private int _used;

    /// <summary>The packs that are complete.</summary>
    public IReadOnlyList<PackPart> Packs => _packs;

    /// <summary>What part of the budget is used, 0 to 1 and more.</summary>
    public double Used => (double)_used / budget;

    /// <summary>Returns the pack of a case; empty when its details are in none.</summary>
    public string PackOf(string key) => _packOf.GetValueOrDefault(key, "");

    /// <summary>Adds the details of a case, unless the budget is used up.</summary>
    /// <param name="key">The key of the case.</param>
    /// <param name="html">Its details.</param>
    /// <returns>Whether there is room for more.</returns>
    public bool Add(string key, string html)
    {
        _open[key] = html;
        return _open.Count < CasesInPack || Close();
    }

    /// <summary>Completes the last pack.</summary>
    /// <returns>Whether there is room for more.</returns>
    public bool Close()
    {
        if (_open.Count == 0) return true;
        string data = Deflate(JsonSerializer.SerializeToUtf8Bytes(_open, Plain));
        if (_used + data.Length > budget)
        {
            _open.Clear();
            return false;
        }

        string id = FormattableString.Invariant($"{runKey}-p{_packs.Count}");
        foreach (string key in _open.Keys) _packOf[key] = id;
        _packs.Add(new PackPart(id, data));
        _used += data.Length;
        _open = new(StringComparer.Ordinal);
        return true;
    }

    private static string Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
