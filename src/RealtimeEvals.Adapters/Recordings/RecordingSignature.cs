namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Detects the format of a recording from its first bytes: call centres store MP3 in files named .wav.</summary>
internal static class RecordingSignature
{
    private const int TagHeaderBytes = 10;
    private const int HeadBytes = 64;

    /// <summary>Returns the format of a file; changes the position of the stream.</summary>
    public static RecordingKind Of(Stream file)
    {
        ReadOnlySpan<byte> head = Read(file, 0);
        if (Has(head, 8, "WAVE"u8))
        {
            if (Has(head, 0, "RIFF"u8)) return RecordingKind.Wav;
            if (Has(head, 0, "RF64"u8) || Has(head, 0, "BW64"u8)) return RecordingKind.Rf64;
        }

        if (Has(head, 0, "FORM"u8) && (Has(head, 8, "AIFF"u8) || Has(head, 8, "AIFC"u8))) return RecordingKind.Aiff;
        if (Has(head, 0, "OggS"u8)) return Has(head, 28, "\u0001vorbis"u8) ? RecordingKind.Vorbis : RecordingKind.Other;
        if (!Has(head, 0, "ID3"u8)) return IsMpegFrame(head) ? RecordingKind.Mp3 : RecordingKind.Other;

        // Other formats can start with a tag too, so the bytes after it decide.
        ReadOnlySpan<byte> behind = head.Length < TagHeaderBytes ? [] : Read(file, TagHeaderBytes + SizeOfTag(head));
        return Has(behind, 0, "fLaC"u8) || Has(behind, 0, "OggS"u8) || IsAdts(behind) ? RecordingKind.Other : RecordingKind.Mp3;
    }

    private static ReadOnlySpan<byte> Read(Stream file, long at)
    {
        byte[] bytes = new byte[HeadBytes];
        file.Position = at;
        return bytes.AsSpan(0, file.ReadAtLeast(bytes, HeadBytes, throwOnEndOfStream: false));
    }

    private static bool Has(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> expected) =>
        bytes.Length >= at + expected.Length && bytes.Slice(at, expected.Length).SequenceEqual(expected);

    /// <summary>Decodes the size: four groups of seven bits.</summary>
    private static int SizeOfTag(ReadOnlySpan<byte> head) =>
        (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F;

    /// <summary>Whether eleven bits are set, followed by a valid version, layer (III or II), bit rate and sample rate.</summary>
    private static bool IsMpegFrame(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && bytes[0] == 0xFF && (bytes[1] & 0xE0) == 0xE0 && (bytes[1] & 0x18) != 0x08 && (bytes[1] & 0x06) is 0x02 or 0x04
        && bytes[2] >> 4 is not (0 or 15) && (bytes[2] & 0x0C) != 0x0C;

    /// <summary>Whether it is AAC, which has the same bits set and no layer.</summary>
    private static bool IsAdts(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 && bytes[0] == 0xFF && (bytes[1] & 0xF6) == 0xF0;
}
