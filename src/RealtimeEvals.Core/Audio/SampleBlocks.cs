using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeEvals.Audio;

/// <summary>Converts blocks between 16-bit samples and floating point, sixteen samples at once.</summary>
internal static class SampleBlocks
{
    private static int Together => Vector256<short>.Count;

    /// <summary>Converts samples to floating point.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="unit">What one unit of the samples becomes; a power of two, so that nothing is rounded.</param>
    /// <param name="floats">Receives as many values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<short> samples, float unit, Span<float> floats)
    {
        int at = 0;
        for (; at <= samples.Length - Together; at += Together)
        {
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.Create(samples.Slice(at, Together)));
            (Vector256.ConvertToSingle(low) * unit).CopyTo(floats[at..]);
            (Vector256.ConvertToSingle(high) * unit).CopyTo(floats[(at + Together / 2)..]);
        }

        for (; at < samples.Length; at++) floats[at] = samples[at] * unit;
    }

    /// <summary>Rounds floating point to samples; what is out of range is clipped.</summary>
    /// <param name="floats">The values.</param>
    /// <param name="unit">How many units of the samples one is; a power of two, so that only the result is rounded.</param>
    /// <param name="samples">Receives as many samples.</param>
    /// <returns>Whether all values are numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryNarrow(ReadOnlySpan<float> floats, float unit, Span<short> samples)
    {
        int at = 0;
        for (; at <= floats.Length - Together; at += Together)
        {
            Vector256<float> low = Vector256.Create(floats.Slice(at, Together / 2));
            Vector256<float> high = Vector256.Create(floats.Slice(at + Together / 2, Together / 2));
            if (!Vector256.EqualsAll(low, low) || !Vector256.EqualsAll(high, high)) return false;
            Vector256.Narrow(Round(low * unit), Round(high * unit)).CopyTo(samples[at..]);
        }

        for (; at < floats.Length; at++)
        {
            if (float.IsNaN(floats[at])) return false;
            samples[at] = (short)Math.Clamp(MathF.Round(floats[at] * unit), short.MinValue, short.MaxValue);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Round(Vector256<float> values) => Vector256.ConvertToInt32Native(Vector256.Round(
        Vector256.Min(Vector256.Max(values, Vector256.Create((float)short.MinValue)), Vector256.Create((float)short.MaxValue))));
}
