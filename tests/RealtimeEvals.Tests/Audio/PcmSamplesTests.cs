using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class PcmSamplesTests
{
    [Fact]
    public void Encode_PCM16_is_little_endian_and_reads_back()
    {
        Assert.Equal([0x01, 0x02, 0xFF, 0xFF, 0x00, 0x80], PcmSamples.Encode([0x0201, -1, short.MinValue], AudioEncoding.Pcm16));
        short[] samples = Signal.Noise(999);
        Assert.Equal(samples, PcmSamples.Decode(PcmSamples.Encode(samples, AudioEncoding.Pcm16), AudioEncoding.Pcm16));
    }

    [Fact]
    public void Decode_PCM16_with_half_a_sample_drops_it() =>
        Assert.Equal([(short)0x0201], PcmSamples.Decode([1, 2, 3], AudioEncoding.Pcm16));

    [Theory]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public void Encode_G711_of_noise_stays_within_half_an_interval(AudioEncoding encoding)
    {
        short[] samples = Signal.Noise(5_000);

        short[] back = PcmSamples.Decode(PcmSamples.Encode(samples, encoding), encoding);

        Assert.All(
            samples.Zip(back),
            pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Math.Max(16, Math.Abs((int)pair.First) / 32 + 32)));
    }

    [Fact]
    public void Convert_equal_formats_copies_nothing()
    {
        byte[] data = [1, 2, 3];

        Assert.True(AudioConverter.Convert(data, AudioFormat.Pcm24K, AudioFormat.Pcm24K).Span.Overlaps(data));
    }

    [Fact]
    public void Convert_PCM_at_24_kHz_to_u_law_at_8_kHz_is_a_sixth_as_long()
    {
        byte[] data = PcmSamples.Encode(Signal.Tone(1_000, 24_000, 24_000), AudioEncoding.Pcm16);
        var telephone = new AudioFormat(AudioEncoding.MuLaw, 8_000);

        short[] samples = PcmSamples.Decode(AudioConverter.Convert(data, AudioFormat.Pcm24K, telephone).Span, AudioEncoding.MuLaw);

        Assert.Equal(8_000, samples.Length);
        Assert.InRange(Signal.AmplitudeAt(samples.AsSpan(1_000, 6_000), 1_000, 8_000), 11_800, 12_200);
    }
}
