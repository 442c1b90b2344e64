using RealtimeEvals.Audio;

namespace RealtimeEvals.Sandbox.Voice;

/// <summary>
/// The signal that carries the sandbox's words: continuous-phase frequency-shift keying in the telephone band at 1000 bits per second. The
/// tones are 1000 Hz apart, the bit rate, so they are orthogonal over one bit. A byte has one start bit, eight data bits, least significant
/// first, and one stop bit; a frame is STX, UTF-8 text, ETX and the CRC of the text.
/// </summary>
internal static class FskSignal
{
    public const int SampleRate = 24_000;
    public const int SamplesPerBit = 24;
    public const int BitsPerByte = 10;
    public const double MarkHertz = SandboxSound.MarkHertz;
    public const double SpaceHertz = SandboxSound.SpaceHertz;
    public const int LeadBits = 60;

    /// <summary>The samples after which both tones are where they were: a period of 200 Hz, which divides both.</summary>
    public const int Period = 120;

    /// <summary>How far each sample of the tone of a bit goes on in <see cref="Period"/>.</summary>
    public static int StepOf(bool isMark) => (int)((isMark ? MarkHertz : SpaceHertz) * Period / SampleRate);

    public const byte StartOfText = 0x02;
    public const byte EndOfText = 0x03;

    /// <summary>Computes CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF.</summary>
    public static ushort Checksum(ReadOnlySpan<byte> text)
    {
        ushort crc = 0xFFFF;
        foreach (byte value in text)
        {
            crc ^= (ushort)(value << 8);
            for (int bit = 0; bit < 8; bit++) crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
        }

        return crc;
    }
}
