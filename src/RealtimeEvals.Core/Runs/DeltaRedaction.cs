using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// Removes secrets from events whose deltas a reader would join, by item or in order of arrival. Once the beginning of a secret has
/// arrived, its rest is covered in the deltas that follow.
/// </summary>
/// <param name="redactor">Knows the secrets.</param>
/// <param name="dialect">What the service calls its events.</param>
internal sealed class DeltaRedaction(Redactor redactor, RealtimeDialect dialect)
{
    /// <summary>The maximum number of items that are tracked; a real service does not open more at once.</summary>
    private const int MostItems = 1024;

    private readonly Dictionary<string, SecretStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Returns the event with secrets in its delta covered; the same memory when there are none.</summary>
    /// <param name="utf8">The JSON of an event.</param>
    public ReadOnlyMemory<byte> Cover(ReadOnlyMemory<byte> utf8)
    {
        if (redactor.IsNone) return utf8;
        try
        {
            ServerEvent read = ServerEvent.Read(utf8.Span, dialect);
            return read.IsDelta && !read.Payload.IsEmpty ? Cover(read, utf8) : utf8;
        }
        catch (JsonException)
        {
            // Not JSON, so it has no delta that a reader could join.
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
