using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class WavWriterTests
{
    public static IEnumerable<TheoryDataRow<AudioEncoding, int, int>> Formats =>
        from encoding in Enum.GetValues<AudioEncoding>()
        from sampleRate in new[] { 8_000, 24_000, 44_100 }
        from samples in new[] { 0, 1, 2, 161, 480 }
        select new TheoryDataRow<AudioEncoding, int, int>(encoding, sampleRate, samples);

    [Theory]
    [MemberData(nameof(Formats))]
    public void ToBytes_is_read_back_as_it_was(AudioEncoding encoding, int sampleRate, int samples)
    {
        var format = new AudioFormat(encoding, sampleRate);
        byte[] data = [.. Enumerable.Range(0, samples * format.BytesPerSample).Select(i => (byte)(i * 7))];

        WavAudio wav = WavReader.Read(WavWriter.ToBytes(format, data));

        Assert.Equal(format, wav.Format);
        Assert.Equal(data, wav.Data.ToArray());
        Assert.Equal(format.DurationOf(data.Length), wav.Duration);
    }

    [Fact]
    public void ToBytes_PCM16_is_the_canonical_44_byte_header()
    {
        byte[] file = WavWriter.ToBytes(AudioFormat.Pcm24K, [1, 2, 3, 4]);

        byte[] expected =
        [
            .. "RIFF"u8, 40, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0xC0, 0x5D, 0, 0, 0x80, 0xBB, 0, 0, 2, 0, 16, 0,
            .. "data"u8, 4, 0, 0, 0, 1, 2, 3, 4,
        ];
        Assert.Equal(expected, file);
    }

    [Theory]
    [InlineData(AudioEncoding.ALaw, 6)]
    [InlineData(AudioEncoding.MuLaw, 7)]
    public void ToBytes_G711_has_the_extended_fmt_and_a_fact_chunk(AudioEncoding encoding, byte tag)
    {
        byte[] file = WavWriter.ToBytes(new AudioFormat(encoding, 8_000), [1, 2, 3]);

        byte[] expected =
        [
            .. "RIFF"u8, 54, 0, 0, 0, .. "WAVEfmt "u8, 18, 0, 0, 0, tag, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0, 0, 0,
            .. "fact"u8, 4, 0, 0, 0, 3, 0, 0, 0, .. "data"u8, 3, 0, 0, 0, 1, 2, 3, 0,
        ];
        Assert.Equal(expected, file);
    }
}
