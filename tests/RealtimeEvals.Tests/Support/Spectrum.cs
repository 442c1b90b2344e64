using System.Numerics;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// Amplitudes by frequency, by a radix-2 FFT under a seven-term Blackman-Harris window (Albrecht 2001): its side lobes lie
/// 180 dB down, below what 16 bits can hold.
/// </summary>
public sealed class Spectrum
{
    private static readonly double[] Window =
        [0.27105140069342, -0.43329793923448, 0.21812299954311, -0.06592544638803, 0.01081174209837, -0.00077658482522, 0.00001388721735];

    private readonly double[] _amplitudes;
    private readonly double _binHertz;

    /// <summary>Transforms all samples.</summary>
    /// <param name="samples">A power of two of them.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    public Spectrum(ReadOnlySpan<short> samples, int sampleRate)
    {
        if (!BitOperations.IsPow2(samples.Length)) throw new ArgumentException("Not a power of two.", nameof(samples));
        var values = new Complex[samples.Length];
        for (int i = 0; i < values.Length; i++) values[i] = samples[i] * WindowAt(2 * Math.PI * i / values.Length);
        Transform(values);
        _amplitudes = [.. values.Take(values.Length / 2).Select(value => 2 * value.Magnitude / (values.Length * Window[0]))];
        _binHertz = (double)sampleRate / values.Length;
    }

    /// <summary>The nearest frequency that falls on a bin.</summary>
    public double OnBin(double hertz) => Math.Round(hertz / _binHertz) * _binHertz;

    /// <summary>The amplitude of a tone whose frequency falls on a bin.</summary>
    public double At(double hertz) => _amplitudes[(int)Math.Round(hertz / _binHertz)];

    /// <summary>The greatest amplitude of all frequencies.</summary>
    public double Peak() => _amplitudes.Max();

    /// <summary>The greatest amplitude outside the main lobe of a tone.</summary>
    public double PeakBeside(double hertz)
    {
        int tone = (int)Math.Round(hertz / _binHertz);
        return _amplitudes.Where((_, bin) => Math.Abs(bin - tone) > Window.Length).Max();
    }

    /// <summary>The mean power of the bins from one frequency to another.</summary>
    public double MeanPower(double from, double to) =>
        _amplitudes.Where((_, bin) => bin * _binHertz >= from && bin * _binHertz < to).Average(amplitude => amplitude * amplitude);

    /// <summary>In decibels.</summary>
    public static double Decibels(double amplitude, double reference) => 20 * Math.Log10(Math.Max(amplitude, 1e-9) / reference);

    private static double WindowAt(double angle)
    {
        double sum = 0;
        for (int k = 0; k < Window.Length; k++) sum += Window[k] * Math.Cos(k * angle);
        return sum;
    }

    private static void Transform(Complex[] values)
    {
        for (int i = 1, j = 0; i < values.Length; i++)
        {
            int bit = values.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (values[i], values[j]) = (values[j], values[i]);
        }

        for (int size = 2; size <= values.Length; size *= 2)
        {
            for (int k = 0; k < size / 2; k++)
            {
                var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * k / size);
                for (int start = k; start < values.Length; start += size)
                {
                    Complex odd = turn * values[start + size / 2];
                    (values[start], values[start + size / 2]) = (values[start] + odd, values[start] - odd);
                }
            }
        }
    }
}
