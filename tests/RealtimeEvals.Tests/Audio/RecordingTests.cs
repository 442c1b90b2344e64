using System.Buffers.Binary;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class RecordingTests
{
    private const short Full = short.MaxValue;

    public static TheoryData<int, int, byte[], short> Samples => new()
    {
        { 1, 8, [0x80], 0 },
        { 1, 8, [0xFF], 32_512 },
        { 1, 8, [0x00], short.MinValue },
        { 1, 16, [0x34, 0x12], 0x1234 },
        { 1, 16, [0x00, 0x80], short.MinValue },
        { 1, 24, [0x00, 0x34, 0x12], 0x1234 },
        { 1, 24, [0x80, 0x34, 0x12], 0x1234 },
        { 1, 24, [0x81, 0x34, 0x12], 0x1235 },
        { 1, 24, [0x00, 0x00, 0x80], short.MinValue },
        { 1, 24, [0xFF, 0xFF, 0xFF], 0 },
        { 1, 24, [0x00, 0xFF, 0xFF], -1 },
        { 1, 24, [0xFF, 0xFF, 0x7F], Full },
        { 1, 32, [0x00, 0x00, 0x34, 0x12], 0x1234 },
        { 1, 32, [0x00, 0x00, 0x00, 0x80], short.MinValue },
        { 1, 32, [0xFF, 0xFF, 0xFF, 0x7F], Full },
        { 3, 32, Single(0.5f), 16_384 },
        { 3, 32, Single(-1), short.MinValue },
        { 3, 32, Single(1), Full },
        { 3, 32, Single(17), Full },
        { 3, 32, Single(float.PositiveInfinity), Full },
        { 3, 32, Single(float.NegativeInfinity), short.MinValue },
        { 3, 64, Double(0.25), 8_192 },
        { 3, 64, Double(-1e300), short.MinValue },
        { 7, 8, [0xFF], 0 },
        { 7, 8, [0x80], 32_124 },
        { 6, 8, [0xD5], 8 },
        { 6, 8, [0x2A], -32_256 },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "nothing", [], "no RIFF/WAVE header" },
        { "no data", Riff.File(("fmt ", Riff.Format())), "no data chunk" },
        { "12 bit", Riff.File(("fmt ", Riff.Format(bits: 12, blockAlign: 1)), ("data", new byte[6])), "format tag 1 with 12 bits" },
        { "4 bit", Riff.File(("fmt ", Riff.Format(tag: 17, bits: 4, blockAlign: 1)), ("data", new byte[6])), "1 channels of 4 bits" },
        { "MP3 in a WAV", Riff.File(("fmt ", Riff.Format(tag: 0x55, bits: 16)), ("data", new byte[6])), "format tag 85" },
        { "float of 16 bit", Riff.File(("fmt ", Riff.Format(tag: 3, bits: 16)), ("data", new byte[6])), "format tag 3 with 16 bits" },
        { "PCM of 64 bit", Riff.File(("fmt ", Riff.Format(bits: 64)), ("data", new byte[8])), "format tag 1 with 64 bits" },
        { "no channels", Riff.File(("fmt ", Riff.Format(channels: 0)), ("data", new byte[6])), "0 channels" },
        { "33 channels", Riff.File(("fmt ", Riff.Format(channels: 33)), ("data", new byte[66])), "33 channels" },
        {
            "inconsistent block",
            Riff.File(("fmt ", Riff.Format(channels: 2, blockAlign: 2)), ("data", new byte[8])),
            "in blocks of 2 bytes"
        },
        { "half a frame", Riff.File(("fmt ", Riff.Format(channels: 2)), ("data", new byte[6])), "half a sample" },
        { "too slow", Riff.File(("fmt ", Riff.Format(rate: 999)), ("data", new byte[6])), "999 Hz" },
        { "too fast", Riff.File(("fmt ", Riff.Format(rate: 384_001)), ("data", new byte[6])), "384001 Hz" },
        { "truncated", Riff.File(("fmt ", Riff.Format()), ("data", new byte[6]))[..^2], "the header promises" },
        { "not a number", Riff.File(("fmt ", Riff.Format(tag: 3, bits: 32)), ("data", Single(float.NaN))), "not a number" },
        { "not a number of 64 bit", Riff.File(("fmt ", Riff.Format(tag: 3, bits: 64)), ("data", Double(double.NaN))), "not a number" },
        {
            "two infinities",
            Riff.File(
                ("fmt ", Riff.Format(tag: 3, channels: 2, bits: 32)),
                ("data", [.. Single(float.PositiveInfinity), .. Single(float.NegativeInfinity)])),
            "not a number"
        },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Read_sample_of_any_kind_is_scaled_to_16_bit(int tag, int bits, byte[] stored, short expected)
    {
        byte[] file = Riff.File(("fmt ", Riff.Format(tag, bits: bits)), ("data", [.. stored, .. stored]));

        Assert.Equal([expected, expected], Recorded.Read(file).Samples);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_wrong_file_says_what_was_found(string name, byte[] file, string found)
    {
        WavException exception = Assert.Throws<WavException>(() => Recorded.Read(file));

        Assert.True(exception.Found.Contains(found, StringComparison.Ordinal), $"{name}: {exception.Found}");
        Assert.NotEmpty(exception.Expected);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(1, 24)]
    [InlineData(3, 32)]
    public void Read_extensible_counts_as_its_sub_format(int tag, int bits) =>
        Assert.Equal(2, Recorded.Read(Riff.File(("fmt ", Riff.Extensible(tag, bits)), ("data", new byte[bits / 4]))).Samples.Length);

    [Fact]
    public void Read_stereo_is_averaged()
    {
        byte[] data = PcmSamples.Encode([100, 300, -100, -301, short.MinValue, short.MinValue, 30_000, -30_000], AudioEncoding.Pcm16);

        Recording recording = Recorded.Read(Riff.File(("fmt ", Riff.Format(channels: 2)), ("data", data)));

        Assert.Equal(new short[] { 200, -200, short.MinValue, 0 }, recording.Samples);
    }

    [Fact]
    public void Read_six_channels_are_averaged()
    {
        byte[] data = PcmSamples.Encode([1, 2, 3, 4, 5, 15], AudioEncoding.Pcm16);

        Assert.Equal(new short[] { 5 }, Recorded.Read(Riff.File(("fmt ", Riff.Format(channels: 6)), ("data", data))).Samples);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(44_100)]
    [InlineData(384_000)]
    public void Read_keeps_the_rate(int rate) =>
        Assert.Equal(rate, Recorded.Read(Riff.File(("fmt ", Riff.Format(rate: rate)), ("data", new byte[4]))).SampleRate);

    [Fact]
    public void Read_file_cut_at_any_byte_is_refused()
    {
        byte[] file = Riff.File(("fmt ", Riff.Extensible(1, 24)), ("fact", new byte[4]), ("data", new byte[30]));

        Assert.All(Enumerable.Range(0, file.Length), length => Assert.Throws<WavException>(() => Recorded.Read(file.AsMemory(0, length))));
    }

    private static byte[] Single(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Double(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}
