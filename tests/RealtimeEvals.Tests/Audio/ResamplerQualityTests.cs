using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>What the filter does to sound, measured on tones and sweeps near full scale.</summary>
public sealed class ResamplerQualityTests(ITestOutputHelper output)
{
    private const double Amplitude = 32_000;
    private const int Points = 4_096;

    [Fact]
    public void Convert_24_to_8_kHz_rejects_every_tone_that_would_fold_back()
    {
        // A tone inside the band keeps the 16 bits of the output busy: what lies below half a unit would else be rounded away.
        const double Loud = 24_000;
        short[] carrier = Signal.Tone(1_000, 24_000, 24_000, amplitude: 8_000);
        double worst = double.NegativeInfinity;
        foreach (double hertz in Enumerable.Range(0, 74).Select(step => 4_600.0 + 100 * step))
        {
            short[] both = [.. Signal.Tone(hertz, 24_000, 24_000, Loud).Zip(carrier, (tone, inside) => (short)(tone + inside))];
            var spectrum = new Spectrum(Resampler.Convert(both, 24_000, 8_000).AsSpan(800, Points), 8_000);
            worst = Math.Max(worst, Spectrum.Decibels(spectrum.PeakBeside(1_000), Loud));
        }

        output.WriteLine($"Aliases at most {worst:0.0} dB");
        Assert.True(worst <= -80, $"{worst:0.0} dB");
    }

    [Fact]
    public void Convert_24_to_8_kHz_rejects_a_sweep_above_the_band()
    {
        short[] sweep = Signal.Sweep(4_600, 11_900, 24_000, 96_000, Amplitude);

        double worst = 10 * Math.Log10(
            Math.Max(1e-9, Signal.Power(Resampler.Convert(sweep, 24_000, 8_000).AsSpan(1_000, 30_000)) / (Amplitude * Amplitude / 2)));

        output.WriteLine($"Sweep from 4.6 to 11.9 kHz: {worst:0.0} dB");
        Assert.True(worst <= -80, $"{worst:0.0} dB");
    }

    [Theory]
    [InlineData(24_000, 8_000)]
    [InlineData(8_000, 24_000)]
    public void Convert_tones_up_to_3400_Hz_keep_their_level(int from, int to)
    {
        double[] levels = [.. Enumerable.Range(1, 68).Select(step => 50.0 * step).Select(hertz => Level(hertz, from, to))];

        output.WriteLine($"{from} to {to}: {levels.Min():0.0000} to {levels.Max():0.0000} dB");
        Assert.True(levels.Max() - levels.Min() <= 0.1, $"{levels.Min():0.000} to {levels.Max():0.000} dB");
        Assert.All(levels, level => Assert.InRange(level, -0.1, 0.1));
    }

    [Fact]
    public void Convert_8_to_24_kHz_rejects_every_image()
    {
        double worst = double.NegativeInfinity;
        foreach (double hertz in Enumerable.Range(1, 34).Select(step => 100.0 * step))
        {
            Spectrum spectrum = Measure(hertz, 8_000, 24_000);
            worst = Math.Max(worst, Spectrum.Decibels(spectrum.PeakBeside(spectrum.OnBin(hertz)), Amplitude));
        }

        output.WriteLine($"Images at most {worst:0.0} dB");
        Assert.True(worst <= -80, $"{worst:0.0} dB");
    }

    [Fact]
    public void Convert_8_to_24_kHz_has_a_symmetric_impulse_response() => AssertSymmetric(Impulse(2_000, 8_000, 24_000));

    [Fact]
    public void Convert_24_to_8_kHz_has_a_symmetric_impulse_response()
    {
        // Each of three neighbouring impulses shows every third tap of the filter.
        short[][] thirds = [.. Enumerable.Range(0, 3).Select(offset => Impulse(3_000 + offset, 24_000, 8_000))];

        AssertSymmetric([.. Enumerable.Range(0, 3 * thirds[0].Length - 2).Select(i => thirds[(3 - i % 3) % 3][(i + 2) / 3])]);
    }

    [Theory]
    [InlineData(24_000, 8_000)]
    [InlineData(8_000, 24_000)]
    [InlineData(44_100, 8_000)]
    public void Process_block_allocates_nothing(int from, int to)
    {
        var resampler = new Resampler(from, to);
        short[] block = Signal.Noise(from / 50);
        short[] room = new short[resampler.MaximumOutput(block.Length)];
        resampler.Process(block, room);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) resampler.Process(block, room);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Level(double hertz, int from, int to)
    {
        Spectrum spectrum = Measure(hertz, from, to);
        return Spectrum.Decibels(spectrum.At(spectrum.OnBin(hertz)), Amplitude);
    }

    /// <summary>The spectrum of a tone after the conversion, away from its ends; its frequency is moved onto a bin of the output.</summary>
    private static Spectrum Measure(double hertz, int from, int to)
    {
        double bin = (double)to / Points;
        short[] tone = Signal.Tone(Math.Round(hertz / bin) * bin, from, from, Amplitude);
        return new Spectrum(Resampler.Convert(tone, from, to).AsSpan(to / 10, Points), to);
    }

    private static short[] Impulse(int place, int from, int to)
    {
        short[] input = new short[6_000];
        input[place] = short.MaxValue;
        return Resampler.Convert(input, from, to);
    }

    private static void AssertSymmetric(short[] response)
    {
        int first = Array.FindIndex(response, sample => sample != 0);
        int last = Array.FindLastIndex(response, sample => sample != 0);
        Assert.InRange(last - first, 20, 1_000);

        // Half a unit of rounding on either side of the middle.
        Assert.All(Enumerable.Range(0, last - first + 1), i => Assert.InRange(response[first + i] - response[last - i], -1, 1));
    }
}
