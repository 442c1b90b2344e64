using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class ResamplerTests
{
    private static readonly int[] Rates = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000];

    public static IEnumerable<TheoryDataRow<int, int>> Pairs =>
        from source in Rates from target in Rates select new TheoryDataRow<int, int>(source, target);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Convert_any_pair_keeps_the_duration(int from, int to)
    {
        foreach (int samples in new[] { 0, 1, 2, 3, 160, 997, 4_410 })
        {
            double exact = (double)samples * to / from;
            Assert.InRange(Resampler.Convert(new short[samples], from, to).Length, exact - 0.9999, exact + 0.9999);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Convert_constant_signal_keeps_its_level(int from, int to)
    {
        short[] output = Resampler.Convert(Enumerable.Repeat((short)10_000, from / 5).ToArray(), from, to);

        Assert.All(output[(to / 20)..^(to / 20)], sample => Assert.InRange(sample, 9_999, 10_001));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Convert_tone_in_the_pass_band_keeps_frequency_and_level(int from, int to)
    {
        double top = 0.5 * Math.Min(from, to) * 0.85;
        foreach (double hertz in new[] { 300, 1_000, 3_000, top })
        {
            short[] output = Resampler.Convert(Signal.Tone(hertz, from, from), from, to);

            double decibels = 20 * Math.Log10(Signal.AmplitudeAt(output.AsSpan(to / 10, to * 8 / 10), hertz, to) / 12_000);
            Assert.True(Math.Abs(decibels) <= 0.1, $"{hertz} Hz from {from} to {to}: {decibels:0.000} dB");
        }
    }

    [Theory]
    [InlineData(24_000, 8_000, 6_000)]
    [InlineData(24_000, 8_000, 4_000)]
    [InlineData(24_000, 8_000, 7_500)]
    [InlineData(48_000, 8_000, 6_000)]
    [InlineData(44_100, 16_000, 10_000)]
    [InlineData(24_000, 22_050, 11_500)]
    public void Convert_tone_above_the_lower_Nyquist_frequency_vanishes(int from, int to, double hertz)
    {
        short[] output = Resampler.Convert(Signal.Tone(hertz, from, from, amplitude: 30_000), from, to);

        double power = Signal.Power(output.AsSpan(to / 10, to * 8 / 10));
        double decibels = 10 * Math.Log10(Math.Max(power, 1e-9) / (30_000.0 * 30_000 / 2));
        Assert.True(decibels <= -80, $"{decibels:0.0} dB");
    }

    [Theory]
    [InlineData(8_000, 24_000)]
    [InlineData(16_000, 24_000)]
    [InlineData(22_050, 48_000)]
    public void Convert_to_a_higher_rate_makes_no_mirror_image(int from, int to)
    {
        double hertz = 0.4 * from;

        short[] output = Resampler.Convert(Signal.Tone(hertz, from, from, amplitude: 30_000), from, to);

        double mirror = Signal.AmplitudeAt(output.AsSpan(to / 10, to * 8 / 10), from - hertz, to);
        Assert.True(mirror <= 3, $"{mirror:0.00} of 30000");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Convert_impulse_stays_in_its_place(int from, int to)
    {
        short[] input = new short[4_000];
        input[1_500] = 20_000;

        short[] output = Resampler.Convert(input, from, to);

        int peak = Array.IndexOf(output, output.Max());
        Assert.InRange(peak - 1_500.0 * to / from, -1, 1);
    }

    [Theory]
    [InlineData(24_000, 8_000)]
    [InlineData(8_000, 24_000)]
    [InlineData(24_000, 44_100)]
    [InlineData(44_100, 24_000)]
    public void Process_output_does_not_depend_on_the_blocks(int from, int to)
    {
        short[] input = Signal.Noise(7_000);
        short[] whole = Stream(from, to, input, input.Length);

        foreach (int block in new[] { 1, 7, 160, 480, 1_323 }) Assert.Equal(whole, Stream(from, to, input, block));
    }

    [Theory]
    [InlineData(0, 8_000)]
    [InlineData(8_000, 0)]
    [InlineData(-1, 8_000)]
    public void Constructor_rate_that_is_not_above_zero_is_refused(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(from, to));

    [Fact]
    public void Convert_full_scale_square_wave_clips_instead_of_wrapping()
    {
        short[] square = [.. Enumerable.Range(0, 4_000).Select(i => i / 40 % 2 == 0 ? short.MaxValue : short.MinValue)];

        short[] output = Resampler.Convert(square, 8_000, 24_000);

        for (int i = 600; i < output.Length - 600; i++)
        {
            int place = i % 240;
            if (place is > 12 and < 108) Assert.True(output[i] > 25_000, $"{i}: {output[i]}");
            else if (place is > 132 and < 228) Assert.True(output[i] < -25_000, $"{i}: {output[i]}");
        }
    }

    /// <summary>All the output of a stream, each block into exactly the room that the resampler asks for.</summary>
    private static short[] Stream(int from, int to, short[] input, int block)
    {
        var resampler = new Resampler(from, to);
        var output = new List<short>();
        for (int at = 0; at < input.Length; at += block)
        {
            ReadOnlySpan<short> piece = input.AsSpan(at, Math.Min(block, input.Length - at));
            short[] room = new short[resampler.MaximumOutput(piece.Length)];
            output.AddRange(room.AsSpan(0, resampler.Process(piece, room)));
        }

        return [.. output];
    }
}
