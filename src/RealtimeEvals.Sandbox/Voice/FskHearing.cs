using System.Text;

namespace RealtimeEvals.Sandbox.Voice;

/// <summary>
/// The sandbox's hearing: demodulates the received audio. Each bit is a non-coherent decision between the energies of the two tones over
/// one bit; each byte finds its own start, so that a gap garbles only the bytes that it hits.
/// </summary>
public static class FskHearing
{
    private const byte NotUnderstood = (byte)'~';

    /// <summary>The minimum dominance of one tone, as (a - b) / (a + b). Noise about 10 dB below the voice brings bits below it.</summary>
    private const double Certainty = 0.8;

    /// <summary>The minimum amplitude of audible sound: -46 dB of full scale.</summary>
    private const double AudibleAmplitude = 164;

    /// <summary>Demodulates a signal.</summary>
    /// <param name="samples">Linear samples at 24 kHz.</param>
    public static Heard Listen(ReadOnlySpan<short> samples)
    {
        double[] decisions = Decide(samples);
        List<byte> bytes = ReadBytes(decisions);
        return ReadFrames(bytes);
    }

    /// <summary>Returns for each sample how certain the bit starting there is: 1 for a mark, -1 for a space, 0 in silence.</summary>
    private static double[] Decide(ReadOnlySpan<short> samples)
    {
        const int Length = FskSignal.SamplesPerBit;
        double floor = Math.Pow(AudibleAmplitude * Length / 2, 2);
        double[] decisions = new double[Math.Max(0, samples.Length - Length + 1)];
        var mark = new ToneEnergy(FskSignal.StepOf(isMark: true));
        var space = new ToneEnergy(FskSignal.StepOf(isMark: false));
        for (int i = 0; i < samples.Length; i++)
        {
            int leaving = i < Length ? 0 : samples[i - Length];
            double markEnergy = mark.Add(samples[i], leaving);
            double spaceEnergy = space.Add(samples[i], leaving);
            double sum = markEnergy + spaceEnergy;
            if (i >= Length - 1) decisions[i - Length + 1] = sum < floor ? 0 : (markEnergy - spaceEnergy) / sum;
        }

        return decisions;
    }

    private static List<byte> ReadBytes(double[] decisions)
    {
        const int Bit = FskSignal.SamplesPerBit;
        var bytes = new List<byte>();
        int at = 0;
        while (FindStart(decisions, at) is int start && start + (FskSignal.BitsPerByte - 1) * Bit < decisions.Length)
        {
            if (decisions[start + 9 * Bit] <= 0)
            {
                // Without a stop bit it is not a byte. The search continues after the start bit.
                bytes.Add(NotUnderstood);
                at = start + Bit;
                continue;
            }

            int value = 0;
            bool certain = true;
            for (int bit = 0; bit < 8; bit++)
            {
                double decision = decisions[start + (bit + 1) * Bit];
                certain &= Math.Abs(decision) >= Certainty;
                if (decision > 0) value |= 1 << bit;
            }

            bytes.Add(certain ? (byte)value : NotUnderstood);
            at = start + 9 * Bit;
        }

        return bytes;
    }

    /// <summary>Returns the next sample at which a start bit begins: half a bit after the decision falls from mark to space.</summary>
    private static int? FindStart(double[] decisions, int from)
    {
        for (int i = Math.Max(1, from + 1); i < decisions.Length; i++)
        {
            if (decisions[i - 1] <= 0 || decisions[i] > 0) continue;
            int start = i + FskSignal.SamplesPerBit / 2;
            if (start < decisions.Length && decisions[start] < 0) return start;
        }

        return null;
    }

    private static Heard ReadFrames(List<byte> bytes)
    {
        var texts = new List<string>();
        bool clear = true;
        int at = 0;
        while ((at = bytes.IndexOf(FskSignal.StartOfText, at)) >= 0)
        {
            int end = bytes.IndexOf(FskSignal.EndOfText, at);
            byte[] words = [.. bytes.Skip(at + 1).Take((end < 0 ? bytes.Count : end) - at - 1)];
            bool whole = end >= 0 && end + 2 < bytes.Count && FskSignal.Checksum(words) == (bytes[end + 1] << 8 | bytes[end + 2]);
            clear &= whole;
            string text = Encoding.UTF8.GetString(words).Replace('\uFFFD', (char)NotUnderstood);
            texts.Add(new string([.. text.Select(character => char.IsControl(character) ? (char)NotUnderstood : character)]));
            if (end < 0) break;
            at = end + (whole ? 3 : 1);
        }

        return new Heard(string.Join(' ', texts), clear && texts.Count > 0);
    }
}
