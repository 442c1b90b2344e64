using System.Runtime.CompilerServices;

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

    /// <summary>Samples that are taken at once: their room fits into the first cache beside the filter.</summary>
    private const int BlockSamples = 4_096;

    private readonly float[][] _phases;
    private readonly float[] _samples;
    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;

    /// <summary>The distance between two outputs: samples, and phases.</summary>
    private readonly (int Samples, int Phases) _step;

    /// <summary>The end of what has arrived in <c>_samples</c>.</summary>
    private int _end;

    /// <summary>The first of the samples under the filter at the next output, and the phase of that.</summary>
    private int _next;
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
        _step = (_down / _up, _down % _up);

        // Band edges as fractions of the rate at which the filter runs, fromRate x up.
        double nyquist = 0.5 / Math.Max(_up, _down);
        double cutoff = nyquist * (1 + PassBand) / 2;
        double transition = nyquist * (1 - PassBand);
        int length = KaiserWindow.Length(AttenuationDb, transition);
        _taps = (length + _up - 1) / _up;
        _phases = DesignPhases(cutoff, _taps * _up);
        _samples = new float[_taps - 1 + BlockSamples];
        _end = _taps - 1;
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
        while (!input.IsEmpty)
        {
            if (_end == _samples.Length) DropUsed();
            int count = Math.Min(input.Length, _samples.Length - _end);
            SampleBlocks.Widen(input[..count], 1, _samples.AsSpan(_end, count));
            _end += count;
            input = input[count..];
            written += Filter(output[written..]);
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

    /// <summary>Computes every output whose samples have all arrived; returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Filter(Span<short> output)
    {
        int written = 0;
        int ready = _end - (_taps - 1);

        // Outputs that lie up apart have the same phase, and their samples lie down apart: four such are computed together.
        const int Together = PolyphaseKernel.Together;
        for (int turn = Together * _down; _next + turn < ready; written += Together * _up)
        {
            int first = _next;
            for (int i = written; i < written + _up; i++, Advance())
            {
                ReadOnlySpan<float> samples = _samples.AsSpan(_next, _taps + turn - _down);
                PolyphaseKernel.Four(_phases[_phase], samples, _down, output[i..], _up);
            }

            _next = first + turn;
        }

        for (; _next < ready; Advance()) output[written++] = PolyphaseKernel.One(_phases[_phase], _samples.AsSpan(_next, _taps));
        return written;
    }

    /// <summary>Goes on to the next output: its first sample and its phase.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance()
    {
        _next += _step.Samples;
        _phase += _step.Phases;
        if (_phase < _up) return;
        _phase -= _up;
        _next++;
    }

    /// <summary>Makes room for new samples; those that later outputs need are kept.</summary>
    private void DropUsed()
    {
        int used = Math.Min(_next, _end);
        _samples.AsSpan(used.._end).CopyTo(_samples);
        _next -= used;
        _end -= used;
    }

    private float[][] DesignPhases(double cutoff, int length)
    {
        double middle = (length - 1) / 2.0;
        double[] prototype = new double[length];
        for (int n = 0; n < length; n++) prototype[n] = KaiserWindow.LowPassTap(n - middle, middle + 0.5, cutoff, AttenuationDb);

        // Phase p holds the taps p, p + up, ...; reversed, since the samples run from the oldest to the newest.
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
