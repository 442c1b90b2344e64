namespace RealtimeEvals.Audio;

/// <summary>Converts between G.711 u-law or A-law and 16-bit linear PCM after ITU-T Recommendation G.711 (11/88), tables 1 and 2.</summary>
internal static class G711
{
    private const int MuLawBias = 0x84;
    private const int MuLawClip = 32_635;

    private static readonly short[] MuLawSamples = [.. Enumerable.Range(0, 256).Select(code => ExpandMuLaw((byte)code))];
    private static readonly short[] ALawSamples = [.. Enumerable.Range(0, 256).Select(code => ExpandALaw((byte)code))];

    /// <summary>Returns the linear sample of a u-law code, -32124 to 32124.</summary>
    public static short DecodeMuLaw(byte code) => MuLawSamples[code];

    /// <summary>Returns the linear sample of an A-law code, -32256 to 32256.</summary>
    public static short DecodeALaw(byte code) => ALawSamples[code];

    /// <summary>Returns the u-law code of a linear sample.</summary>
    public static byte EncodeMuLaw(short sample)
    {
        // The magnitude of the 14-bit value that the standard quantises: one's complement for negative samples.
        int magnitude = sample < 0 ? ~sample & ~3 : sample & ~3;
        magnitude = Math.Min(magnitude, MuLawClip) + MuLawBias;
        int segment = 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude) - 7;
        int code = (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F);
        return (byte)(~(code | (sample < 0 ? 0x80 : 0)));
    }

    /// <summary>Returns the A-law code of a linear sample.</summary>
    public static byte EncodeALaw(short sample)
    {
        // The magnitude of the 13-bit value that the standard quantises.
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = magnitude < 32 ? (magnitude >> 4) : 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude) - 3;
        int mantissa = segment < 2 ? magnitude & 0x0F : (magnitude >> (segment - 1)) & 0x0F;
        int code = (segment << 4) | mantissa;
        return (byte)((code | (sample < 0 ? 0 : 0x80)) ^ 0x55);
    }

    private static short ExpandMuLaw(byte code)
    {
        int bits = ~code & 0xFF;
        int magnitude = (((bits & 0x0F) << 3) + MuLawBias << ((bits >> 4) & 0x07)) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short ExpandALaw(byte code)
    {
        int bits = code ^ 0x55;
        int segment = (bits >> 4) & 0x07;
        int magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0) magnitude = magnitude + 0x100 << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }
}
