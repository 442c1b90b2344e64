using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class WavReaderTests
{
    private static readonly byte[] Samples = [1, 2, 3, 4, 5, 6];

    public static TheoryData<string, byte[]> ReadableFiles => new()
    {
        { "canonical", Riff.File(("fmt ", Riff.Format()), ("data", Samples)) },
        { "LIST before fmt", Riff.File(("LIST", new byte[10]), ("fmt ", Riff.Format()), ("data", Samples)) },
        { "odd chunks between", Riff.File(("bext", new byte[3]), ("fmt ", Riff.Format()), ("junk", new byte[1]), ("data", Samples)) },
        { "data before fmt", Riff.File(("data", Samples), ("fmt ", Riff.Format())) },
        { "chunk after data", Riff.File(("fmt ", Riff.Format()), ("data", Samples), ("LIST", new byte[4])) },
        { "fmt of 18 bytes", Riff.File(("fmt ", [.. Riff.Format(), 0, 0]), ("data", Samples)) },
        { "extensible", Riff.File(("fmt ", Riff.Extensible(1, 16)), ("data", Samples)) },
        { "bytes after the end", [.. Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 9, 9, 9] },
        { "half a chunk header at the end", Riff.WithSize([.. Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 1, 2, 3, 4], 4, 46) },
    };

    public static TheoryData<string, byte[], string> UnreadableFiles => new()
    {
        { "nothing", [], "no RIFF/WAVE header" },
        { "not RIFF", [.. "RIFX"u8, .. Riff.File(("fmt ", Riff.Format()), ("data", Samples))[4..]], "no RIFF/WAVE header" },
        { "not WAVE", [.. "RIFF"u8, 4, 0, 0, 0, .. "AVI "u8], "no RIFF/WAVE header" },
        { "no fmt", Riff.File(("data", Samples)), "no fmt chunk" },
        { "no data", Riff.File(("fmt ", Riff.Format())), "no data chunk" },
        { "no chunks", Riff.File(), "no fmt chunk" },
        {
            "RIFF size of a stream",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 4, uint.MaxValue),
            "the header promises"
        },
        {
            "RIFF size one too large",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 4, 43),
            "the header promises 51 bytes and the file has 50"
        },
        { "RIFF size of zero", Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 4, 0), "no fmt chunk" },
        {
            "RIFF ends inside the data",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 4, 40),
            "promises 6 bytes and 4 are left"
        },
        {
            "data size of a stream",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 40, uint.MaxValue),
            "promises 4294967295 bytes"
        },
        {
            "fmt size of a stream",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 16, uint.MaxValue),
            "promises 4294967295 bytes"
        },
        {
            "size that overflows a sum",
            Riff.WithSize(Riff.File(("fmt ", Riff.Format()), ("data", Samples)), 16, int.MaxValue),
            "promises 2147483647 bytes"
        },
        { "short fmt", Riff.File(("fmt ", Riff.Format()[..14]), ("data", Samples)), "a fmt chunk of 14 bytes" },
        { "short extensible", Riff.File(("fmt ", Riff.Extensible(1, 16)[..24]), ("data", Samples)), "an extensible fmt chunk of 24 bytes" },
        { "stereo", Riff.File(("fmt ", Riff.Format(channels: 2)), ("data", Samples)), "2 channels" },
        { "no channels", Riff.File(("fmt ", Riff.Format(channels: 0)), ("data", Samples)), "0 channels" },
        { "24 bit", Riff.File(("fmt ", Riff.Format(bits: 24)), ("data", Samples)), "format tag 1 with 24 bits" },
        { "8 bit PCM", Riff.File(("fmt ", Riff.Format(bits: 8)), ("data", Samples)), "format tag 1 with 8 bits" },
        { "float", Riff.File(("fmt ", Riff.Format(tag: 3, bits: 32)), ("data", Samples)), "format tag 3 with 32 bits" },
        { "extensible float", Riff.File(("fmt ", Riff.Extensible(3, 32)), ("data", Samples)), "format tag 3 with 32 bits" },
        { "16 bit u-law", Riff.File(("fmt ", Riff.Format(tag: 7)), ("data", Samples)), "format tag 7 with 16 bits" },
        { "rate of zero", Riff.File(("fmt ", Riff.Format(rate: 0)), ("data", Samples)), "a sample rate of 0 Hz" },
        { "negative rate", Riff.File(("fmt ", Riff.Format(rate: -8000)), ("data", Samples)), "a sample rate of 4294959296 Hz" },
        { "block of the wrong size", Riff.File(("fmt ", Riff.Format(blockAlign: 4)), ("data", Samples)), "a block of 4 bytes" },
        { "half a sample", Riff.File(("fmt ", Riff.Format()), ("data", [1, 2, 3])), "half a sample" },
    };

    [Theory]
    [MemberData(nameof(ReadableFiles))]
    public void Read_chunks_in_any_order_gives_the_samples(string name, byte[] file)
    {
        WavAudio wav = WavReader.Read(file);

        Assert.Equal((name, AudioFormat.Pcm24K), (name, wav.Format));
        Assert.Equal(Samples, wav.Data.ToArray());
    }

    [Theory]
    [MemberData(nameof(UnreadableFiles))]
    public void Read_wrong_file_says_what_was_found(string name, byte[] file, string found)
    {
        var exception = Assert.Throws<WavException>(() => WavReader.Read(file));

        Assert.True(exception.Message.Contains(found, StringComparison.Ordinal), $"{name}: {exception.Message}");
        Assert.NotEmpty(exception.Expected);
    }

    [Theory]
    [InlineData(6, AudioEncoding.ALaw)]
    [InlineData(7, AudioEncoding.MuLaw)]
    public void Read_extensible_G711_gives_its_encoding(int tag, AudioEncoding encoding)
    {
        WavAudio wav = WavReader.Read(Riff.File(("fmt ", Riff.Extensible(tag, 8)), ("data", [1, 2, 3])));

        Assert.Equal(encoding, wav.Format.Encoding);
        Assert.Equal(3, wav.Data.Length);
    }

    [Fact]
    public void Read_data_chunk_without_samples_is_empty_audio() =>
        Assert.Equal(TimeSpan.Zero, WavReader.Read(Riff.File(("fmt ", Riff.Format()), ("data", []))).Duration);

    [Theory]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public void Read_file_cut_at_any_byte_is_refused(AudioEncoding encoding)
    {
        byte[] file = WavWriter.ToBytes(new AudioFormat(encoding, 8_000), new byte[200]);

        for (int length = 0; length < file.Length; length++) Assert.Throws<WavException>(() => WavReader.Read(file.AsMemory(0, length)));
    }
}
