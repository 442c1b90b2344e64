using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio.Conditions;

/// <summary>What a line does to speech without any chance in it.</summary>
public sealed class LineEffectTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(3_600)]
    [InlineData(3_800)]
    public void Telephone_outside_its_band_is_quiet(double hertz) => Assert.True(Telephone(hertz) <= -40, $"{Telephone(hertz):0.0} dB");

    [Theory]
    [InlineData(400)]
    [InlineData(1_000)]
    [InlineData(3_200)]
    public void Telephone_inside_its_band_keeps_the_level(double hertz) => Assert.InRange(Telephone(hertz), -0.5, 0.5);

    [Fact]
    public void Telephone_keeps_the_length_and_the_place()
    {
        short[] click = new short[2_000];
        click[700] = 20_000;

        short[] heard = Scene.Apply("telephone", click);

        Assert.Equal((2_000, 700), (heard.Length, Array.IndexOf(heard, heard.Max())));
    }

    [Theory]
    [InlineData("echo:90:0.5", 720, 5_000)]
    [InlineData("echo:10", 80, 3_500)]
    [InlineData("echo:1:1", 8, 10_000)]
    [InlineData("echo:2000:0", 16_000, 0)]
    public void Echo_comes_after_its_delay_with_its_gain(string condition, int delay, short amplitude)
    {
        short[] heard = Scene.Apply(condition, [0, 10_000, 0, 0]);

        Assert.Equal((4 + delay, 10_000, amplitude), (heard.Length, heard[1], heard[1 + delay]));
        Assert.Equal(amplitude == 0 ? 1 : 2, heard.Count(sample => sample != 0));
    }

    [Theory]
    [InlineData("gain:0", 1_000)]
    [InlineData("gain:6", 1_995)]
    [InlineData("gain:20", 10_000)]
    [InlineData("gain:-20", 100)]
    [InlineData("gain:-60", 1)]
    [InlineData("gain:40", short.MaxValue)]
    public void Gain_multiplies_and_never_wraps(string condition, int expected)
    {
        short[] heard = Scene.Apply(condition, [1_000, -1_000]);

        Assert.Equal([expected, expected == short.MaxValue ? short.MinValue : -expected], heard.Select(sample => (int)sample));
    }

    [Fact]
    public void Clip_cuts_so_far_below_the_loudest_sample() =>
        Assert.Equal(new short[] { 1_000, -1_000, 500, 0, -1_000 }, Scene.Apply("clip:20", [10_000, -9_000, 500, 0, -1_000]));

    [Fact]
    public void Clip_of_nothing_changes_nothing() =>
        Assert.Equal(new short[] { 10_000, -32_768 }, Scene.Apply("clip:0", [10_000, -32_768]));

    [Theory]
    [InlineData("silence:100", 800, 0)]
    [InlineData("silence:0:50", 0, 400)]
    [InlineData("silence:10:20", 80, 160)]
    public void Silence_stands_before_and_after(string condition, int lead, int trail) =>
        Assert.Equal([.. new short[lead], 7, 8, 9, .. new short[trail]], Scene.Apply(condition, [7, 8, 9]));

    [Fact]
    public void Clean_changes_nothing() => Assert.Equal(Signal.Noise(1_000), Scene.Apply("clean", Signal.Noise(1_000)));

    private double Telephone(double hertz)
    {
        short[] heard = Scene.Apply("telephone", Signal.Tone(hertz, Scene.SampleRate, 16_000, amplitude: 20_000));
        double level = Spectrum.Decibels(Signal.AmplitudeAt(heard.AsSpan(2_000, 12_000), hertz, Scene.SampleRate), 20_000);
        output.WriteLine($"{hertz} Hz: {level:0.00} dB");
        return level;
    }
}
