using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio.Conditions;

/// <summary>Noise and babble, measured back from what arrives.</summary>
public sealed class NoiseTests(ITestOutputHelper output)
{
    private static readonly short[] Speech = Signal.Tone(700, Scene.SampleRate, 80_000, amplitude: 4_000);

    [Theory]
    [InlineData("noise:0", 0)]
    [InlineData("noise:10", 10)]
    [InlineData("noise:10:white", 10)]
    [InlineData("noise:25.5", 25.5)]
    [InlineData("noise:40", 40)]
    [InlineData("noise:0:pink", 0)]
    [InlineData("noise:10:pink", 10)]
    [InlineData("noise:30:pink", 30)]
    [InlineData("babble:0", 0)]
    [InlineData("babble:12", 12)]
    [InlineData("babble:30", 30)]
    public void Apply_ratio_is_found_again(string condition, double expected)
    {
        double ratio = Scene.Ratio(Speech, Scene.Apply(condition, Speech));

        output.WriteLine($"{condition}: {ratio:0.000} dB");
        Assert.InRange(ratio, expected - 0.1, expected + 0.1);
    }

    [Theory]
    [InlineData("noise:-20")]
    [InlineData("babble:-20")]
    public void Apply_noise_louder_than_speech_has_its_ratio_too(string condition)
    {
        short[] soft = Signal.Tone(700, Scene.SampleRate, 80_000, amplitude: 400);

        Assert.InRange(Scene.Ratio(soft, Scene.Apply(condition, soft)), -20.1, -19.9);
    }

    [Theory]
    [InlineData("noise:10")]
    [InlineData("babble:10")]
    public void Apply_ratio_counts_where_there_is_speech(string condition)
    {
        short[] late = [.. new short[80_000], .. Speech, .. new short[80_000]];

        short[] heard = Scene.Apply(condition, late);

        Assert.InRange(Scene.Ratio(Speech, heard[80_000..160_000]), 9.8, 10.2);
    }

    [Theory]
    [InlineData("noise:10:white")]
    [InlineData("noise:10:pink")]
    [InlineData("babble:10")]
    public void Apply_noise_goes_on_where_there_is_no_speech(string condition)
    {
        short[] late = [.. new short[40_000], .. Speech];

        short[] heard = Scene.Apply(condition, late);

        Assert.InRange(10 * Math.Log10(Signal.Power(Speech) / Signal.Power(heard.AsSpan(0, 40_000))), 9.5, 10.5);
    }

    [Fact]
    public void Apply_white_noise_is_flat()
    {
        double[] steps = OctaveSteps("noise:0:white");

        Assert.All(steps, step => Assert.InRange(step, -0.5, 0.5));
    }

    [Fact]
    public void Apply_pink_noise_falls_by_3_dB_an_octave()
    {
        double[] steps = OctaveSteps("noise:0:pink");

        Assert.All(steps, step => Assert.InRange(step, -4, -2));
        Assert.InRange(steps.Average(), -3.3, -2.7);
    }

    /// <summary>By how many dB the density of the noise changes from each octave to the next, from 62 Hz to 4 kHz.</summary>
    private double[] OctaveSteps(string condition)
    {
        short[] loud = Signal.Tone(700, Scene.SampleRate, 1 << 19, amplitude: 4_000);
        var spectrum = new Spectrum(Scene.Added(loud, Scene.Apply(condition, loud)), Scene.SampleRate);
        double[] densities =
        [
            .. Enumerable.Range(0, 6).Select(octave => 10 * Math.Log10(spectrum.MeanPower(62.5 * (1 << octave), 125 * (1 << octave)))),
        ];
        double[] steps = [.. densities.Skip(1).Zip(densities, (later, earlier) => later - earlier)];
        output.WriteLine(
            $"{condition}: {string.Join(", ", steps.Select(step => FormattableString.Invariant($"{step:0.00}")))} dB an octave");
        return steps;
    }
}
