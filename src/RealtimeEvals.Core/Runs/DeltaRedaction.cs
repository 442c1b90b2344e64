using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// Takes secrets out of events whose deltas are put together by whoever reads them: by their items, or as they come. Once the beginning of
/// a secret has come, the rest of it is covered in the deltas that follow.
/// </summary>
/// <param name="redactor">Knows the secrets.</param>
internal sealed class DeltaRedaction(Redactor redactor)
{
    /// <summary>Items that are remembered; a service that opens more at once is not one.</summary>
    private const int MostItems = 1024;

    private readonly Dictionary<string, SecretStream> _streams = new(StringComparer.Ordinal);

    /// <summary>The event with the secrets in its delta covered; the same memory when there is none.</summary>
    /// <param name="utf8">An event.</param>
    public ReadOnlyMemory<byte> Cover(ReadOnlyMemory<byte> utf8)
    {
        if (redactor.IsNone) return utf8;
        try
        {
            ServerEvent read = ServerEvent.Read(utf8.Span);
            return read.Type.EndsWith("delta"u8) && !read.Payload.IsEmpty ? Cover(read, utf8) : utf8;
        }
        catch (JsonException)
        {
            // Nothing that anybody could put together.
            return utf8;
        }
    }

    private ReadOnlyMemory<byte> Cover(in ServerEvent read, ReadOnlyMemory<byte> utf8)
    {
        string payload = read.PayloadText();
        bool isAudio = read.Kind == ServerEventKind.AudioDelta;
        string content = isAudio && Base64.IsValid(payload) ? Encoding.Latin1.GetString(Convert.FromBase64String(payload)) : payload;
        string kind = Encoding.UTF8.GetString(read.Type);
        string itemId = Encoding.UTF8.GetString(read.ItemId);
        string callId = Encoding.UTF8.GetString(read.CallId);
        string item = FormattableString.Invariant($"{kind}\n{itemId}\n{callId}\n{read.ContentIndex}");
        List<(int Start, int End)> found = Redactor.Merge([.. StreamOf(kind).Find(content), .. StreamOf(item).Find(content)]);
        if (found.Count == 0) return utf8;
        string covered = isAudio ? Redactor.Mask : Redactor.Cover(payload, found);
        utf8.Span.Overlaps(read.Payload, out int before);
        int start = Math.Abs(before);
        return (byte[])
        [
            .. utf8.Span[..start],
            .. JsonEncodedText.Encode(covered).EncodedUtf8Bytes,
            .. utf8.Span[(start + read.Payload.Length)..],
        ];
    }

    private SecretStream StreamOf(string key)
    {
        if (_streams.TryGetValue(key, out SecretStream? stream)) return stream;
        if (_streams.Count >= MostItems) _streams.Clear();
        return _streams[key] = new SecretStream(redactor);
    }
}
