using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class SilenceTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(AudioEncoding.Pcm16, 24_000, 4_800, 0x00)]
    [InlineData(AudioEncoding.MuLaw, 8_000, 800, 0xFF)]
    [InlineData(AudioEncoding.ALaw, 8_000, 800, 0xD5)]
    public void PadToMinimum_short_audio_ends_in_silence_of_its_codec(AudioEncoding encoding, int sampleRate, int bytes, byte silence)
    {
        byte[] sound = [0x12, 0x34];

        byte[] padded = Silence.PadToMinimum(sound, new AudioFormat(encoding, sampleRate), Minimum).ToArray();

        Assert.Equal(bytes, padded.Length);
        Assert.Equal(sound, padded[..2]);
        Assert.All(padded[2..], value => Assert.Equal(silence, value));
    }

    [Theory]
    [InlineData(800)]
    [InlineData(801)]
    public void PadToMinimum_long_enough_audio_stays(int bytes) =>
        Assert.Equal(bytes, Silence.PadToMinimum(new byte[bytes], new AudioFormat(AudioEncoding.MuLaw, 8_000), Minimum).Length);

    [Theory]
    [InlineData(11_025, 100)]
    [InlineData(22_050, 15)]
    [InlineData(44_100, 15)]
    public void PadToMinimum_rate_that_does_not_divide_lasts_at_least_the_minimum(int sampleRate, int milliseconds)
    {
        var format = new AudioFormat(AudioEncoding.Pcm16, sampleRate);
        var minimum = TimeSpan.FromMilliseconds(milliseconds);

        Assert.True(format.DurationOf(Silence.PadToMinimum(new byte[2], format, minimum).Length) >= minimum);
    }

    [Theory]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public void EndOfSound_is_after_the_last_audible_sample(AudioEncoding encoding)
    {
        short[] samples = new short[800];
        samples[100] = 4_000;
        samples[399] = -4_000;
        samples[500] = 40;

        TimeSpan end = Silence.EndOfSound(PcmSamples.Encode(samples, encoding), new AudioFormat(encoding, 8_000));

        Assert.Equal(TimeSpan.FromMilliseconds(50), end);
    }

    [Theory]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public void EndOfSound_silence_is_zero(AudioEncoding encoding)
    {
        var format = new AudioFormat(encoding, 8_000);

        Assert.Equal(TimeSpan.Zero, Silence.EndOfSound([], format));
        Assert.Equal(TimeSpan.Zero, Silence.EndOfSound(Silence.PadToMinimum(default, format, Minimum).Span, format));
    }

    [Fact]
    public void EndOfSound_the_loudest_negative_sample_is_sound() =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(1),
            Silence.EndOfSound(PcmSamples.Encode([0, short.MinValue], AudioEncoding.Pcm16), new AudioFormat(AudioEncoding.Pcm16, 2_000)));
}
