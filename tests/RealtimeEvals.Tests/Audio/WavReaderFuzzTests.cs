using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class WavReaderFuzzTests
{
    private static readonly byte[] Valid = Riff.File(
        ("LIST", new byte[5]), ("fmt ", Riff.Extensible(1, 16)), ("fact", new byte[4]), ("data", new byte[40]));

    private static readonly Gen<byte[]> Mutated =
        from changes in Gen.Choose(0, Valid.Length - 1).Zip(Gen.Choose(0, 255)).ListOf()
        from length in Gen.Choose(0, Valid.Length)
        select Mutate(changes, length);

    [Fact]
    public void Read_any_bytes_gives_audio_or_a_WavException() => Fuzz.ForAll(Fuzz.Bytes, Read);

    [Fact]
    public void Read_any_bytes_behind_a_header_gives_audio_or_a_WavException() =>
        Fuzz.ForAll(Fuzz.Bytes, body => Read([.. "RIFF"u8, (byte)(body.Length + 4), 0, 0, 0, .. "WAVEfmt "u8, .. body]));

    [Fact]
    public void Read_mutated_file_gives_audio_or_a_WavException() => Fuzz.ForAll(Mutated, Read, 3_000);

    private static byte[] Mutate(IEnumerable<(int Place, int Value)> changes, int length)
    {
        byte[] file = [.. Valid];
        foreach ((int place, int value) in changes) file[place] = (byte)value;

        // Half of the files stay whole, so that changes past the header count too.
        return length % 2 == 0 ? file : file[..length];
    }

    private static void Read(byte[] file)
    {
        try
        {
            WavAudio wav = WavReader.Read(file);
            Assert.Equal(0, wav.Data.Length % wav.Format.BytesPerSample);
            Assert.InRange(wav.Format.SampleRate, 1, int.MaxValue);
        }
        catch (WavException)
        {
            // The one way to refuse a file.
        }
    }
}
