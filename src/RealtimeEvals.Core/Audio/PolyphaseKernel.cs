using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RealtimeEvals.Audio;

/// <summary>
/// The arithmetic of <see cref="Resampler"/>: weighted sums of samples, in which it spends its time. Each sum is taken in the same order
/// wherever it is computed: eight lanes, then their sum, then what is left over. So the same input gives the same output in blocks of any
/// size and on any processor.
/// </summary>
internal static class PolyphaseKernel
{
    /// <summary>The number of outputs that <see cref="Four"/> computes.</summary>
    public const int Together = 4;

    /// <summary>
    /// Computes four outputs of one phase. A sum waits for its last addition before the next, so that four side by side take hardly longer
    /// than one, and each tap is loaded once for all of them.
    /// </summary>
    /// <param name="taps">The weights.</param>
    /// <param name="samples">The samples under the weights of the first output, and those up to the last output's.</param>
    /// <param name="step">The distance between the samples of two outputs.</param>
    /// <param name="output">Receives the first output at its start.</param>
    /// <param name="stride">The distance between two of these outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples, int step, Span<short> output, int stride)
    {
        ReadOnlySpan<Vector256<float>> weights = MemoryMarshal.Cast<float, Vector256<float>>(taps);
        ReadOnlySpan<Vector256<float>> first = Vectors(samples, weights.Length);
        ReadOnlySpan<Vector256<float>> second = Vectors(samples[step..], weights.Length);
        ReadOnlySpan<Vector256<float>> third = Vectors(samples[(2 * step)..], weights.Length);
        ReadOnlySpan<Vector256<float>> fourth = Vectors(samples[(3 * step)..], weights.Length);
        (Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) = (default, default, default, default);
        for (int i = 0; i < weights.Length; i++)
        {
            Vector256<float> weight = weights[i];
            a += weight * first[i];
            b += weight * second[i];
            c += weight * third[i];
            d += weight * fourth[i];
        }

        (float p, float q, float r, float s) = (Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d));
        for (int i = weights.Length * Vector256<float>.Count; i < taps.Length; i++)
        {
            p += taps[i] * samples[i];
            q += taps[i] * samples[i + step];
            r += taps[i] * samples[i + 2 * step];
            s += taps[i] * samples[i + 3 * step];
        }

        output[0] = ToSample(p);
        output[stride] = ToSample(q);
        output[2 * stride] = ToSample(r);
        output[3 * stride] = ToSample(s);
    }

    /// <summary>Computes one output.</summary>
    /// <param name="taps">The weights.</param>
    /// <param name="samples">The samples under the weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static short One(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples)
    {
        ReadOnlySpan<Vector256<float>> weights = MemoryMarshal.Cast<float, Vector256<float>>(taps);
        ReadOnlySpan<Vector256<float>> vectors = Vectors(samples, weights.Length);
        Vector256<float> sums = default;
        for (int i = 0; i < weights.Length; i++) sums += weights[i] * vectors[i];
        float sum = Vector256.Sum(sums);
        for (int i = weights.Length * Vector256<float>.Count; i < taps.Length; i++) sum += taps[i] * samples[i];
        return ToSample(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> samples, int count) =>
        MemoryMarshal.Cast<float, Vector256<float>>(samples)[..count];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static short ToSample(double sum) => (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
}
