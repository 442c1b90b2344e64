using System.Text;

namespace RealtimeEvals.Sandbox.Voice;

/// <summary>The sandbox's voice: modulates text into a signal that <see cref="FskHearing"/> understands.</summary>
public static class FskVoice
{
    private const double Amplitude = 12_000;

    private static readonly short[] Wave =
    [
        .. Enumerable.Range(0, FskSignal.Period)
            .Select(static index => (short)Math.Round(Amplitude * Math.Sin(2 * Math.PI * index / FskSignal.Period))),
    ];

    /// <summary>Modulates a text.</summary>
    /// <returns>Linear samples at 24 kHz; about 10 ms per character.</returns>
    public static short[] Speak(string text)
    {
        byte[] words = Encoding.UTF8.GetBytes(text);
        ushort checksum = FskSignal.Checksum(words);
        byte[] frame = [FskSignal.StartOfText, .. words, FskSignal.EndOfText, (byte)(checksum >> 8), (byte)checksum];
        var samples = new List<short>((frame.Length * FskSignal.BitsPerByte + 2 * FskSignal.LeadBits) * FskSignal.SamplesPerBit);
        int phase = 0;
        for (int i = 0; i < FskSignal.LeadBits; i++) AddBit(1);
        foreach (byte value in frame)
        {
            AddBit(0);
            for (int bit = 0; bit < 8; bit++) AddBit((value >> bit) & 1);
            AddBit(1);
        }

        for (int i = 0; i < FskSignal.LeadBits; i++) AddBit(1);
        return [.. samples];

        void AddBit(int bit)
        {
            int step = FskSignal.StepOf(bit == 1);
            for (int i = 0; i < FskSignal.SamplesPerBit; i++)
            {
                samples.Add(Wave[phase]);
                phase = (phase + step) % FskSignal.Period;
            }
        }
    }
}
