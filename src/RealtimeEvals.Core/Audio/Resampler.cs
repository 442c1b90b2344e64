using System.Numerics;
using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>
/// Changes the sample rate by any rational factor with a linear-phase windowed-sinc filter in polyphase form. It streams: the output does
/// not depend on how the input is divided into blocks, and processing a block allocates nothing.
/// </summary>
/// <remarks>The transition band ends at the lower of the two Nyquist frequencies, so all aliasing is rejected.</remarks>
internal sealed class Resampler
{
    private const double AttenuationDb = 96;
    private const double PassBand = 0.86;

    private readonly float[][] _phases;
    private readonly float[] _history;
    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;
    private int _write;
    private int _phase;

    /// <summary>Designs the filter.</summary>
    /// <param name="fromRate">The input sample rate in Hz, above zero.</param>
    /// <param name="toRate">The output sample rate in Hz, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not above zero.</exception>
    public Resampler(int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toRate);
        int divisor = GreatestCommonDivisor(fromRate, toRate);
        _up = toRate / divisor;
        _down = fromRate / divisor;

        // Band edges as fractions of the rate at which the filter runs, fromRate x up.
        double nyquist = 0.5 / Math.Max(_up, _down);
        double cutoff = nyquist * (1 + PassBand) / 2;
        double transition = nyquist * (1 - PassBand);
        int length = KaiserWindow.Length(AttenuationDb, transition);
        _taps = (length + _up - 1) / _up;
        _phases = DesignPhases(cutoff, _taps * _up);
        _history = new float[2 * _taps];
    }

    /// <summary>The delay of the output in output samples: half the filter's length.</summary>
    public int DelaySamples => (int)Math.Round((_taps * _up - 1) / 2.0 / _down);

    /// <summary>The number of silent samples to add at the end to get all of the signal out.</summary>
    internal int TailSamples => _taps + 1;

    /// <summary>Returns the maximum number of output samples for <paramref name="inputSamples"/>.</summary>
    public int MaximumOutput(int inputSamples) => (int)(((long)inputSamples * _up + _down - 1) / _down) + 1;

    /// <summary>Filters one block.</summary>
    /// <param name="input">Samples at the input rate.</param>
    /// <param name="output">Receives the result; its length is at least <see cref="MaximumOutput"/>.</param>
    /// <returns>The number of samples written to <paramref name="output"/>.</returns>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        int written = 0;
        foreach (short sample in input)
        {
            // Each sample is stored twice, so that the newest _taps samples are always contiguous.
            _history[_write] = sample;
            _history[_write + _taps] = sample;
            _write = (_write + 1) % _taps;
            for (; _phase < _up; _phase += _down) output[written++] = Filter(_phases[_phase]);
            _phase -= _up;
        }

        return written;
    }

    /// <summary>Converts a whole signal; the delay of the filter is removed, so that the result is aligned with the input.</summary>
    public static short[] Convert(ReadOnlySpan<short> samples, int fromRate, int toRate)
    {
        if (fromRate == toRate) return samples.ToArray();
        var resampler = new Resampler(fromRate, toRate);
        int length = (int)((long)samples.Length * toRate / fromRate);
        short[] tail = new short[resampler.TailSamples];
        short[] output = new short[resampler.MaximumOutput(samples.Length) + resampler.MaximumOutput(tail.Length)];
        int written = resampler.Process(samples, output);
        resampler.Process(tail, output.AsSpan(written));
        return output.AsSpan(resampler.DelaySamples, length).ToArray();
    }

    private short Filter(float[] phase)
    {
        double sum = Dot(phase, _history.AsSpan(_write, _taps));
        return (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> b = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < a.Length; i++) sums += a[i] * b[i];
        float sum = Vector.Sum(sums);
        for (int i = a.Length * Vector<float>.Count; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private float[][] DesignPhases(double cutoff, int length)
    {
        double middle = (length - 1) / 2.0;
        double[] prototype = new double[length];
        for (int n = 0; n < length; n++) prototype[n] = KaiserWindow.LowPassTap(n - middle, middle + 0.5, cutoff, AttenuationDb);

        // Phase p holds the taps p, p + up, ...; reversed, since the history runs from the oldest sample to the newest.
        float[][] phases = new float[_up][];
        for (int p = 0; p < _up; p++)
        {
            double[] taps = [.. Enumerable.Range(0, _taps).Select(k => prototype[p + k * _up])];
            double gain = taps.Sum();
            phases[p] = [.. taps.Reverse().Select(tap => (float)(tap / gain))];
        }

        return phases;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
