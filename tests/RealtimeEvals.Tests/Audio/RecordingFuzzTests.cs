using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>Whatever the bytes are: a recording or a WavException, and no more memory than they deserve.</summary>
public sealed class RecordingFuzzTests
{
    private static readonly Gen<byte[]> AnyFormat =
        from tag in Gen.Elements(0, 1, 2, 3, 6, 7, 0x55, 0xFFFE)
        from channels in Gen.Elements(0, 1, 2, 6, 32, 33, 65_535)
        from bits in Gen.Elements(0, 1, 7, 8, 12, 16, 24, 32, 64, 65_535)
        from block in Gen.Elements(0, 1, 2, 3, 4, 6, 8, 24, 65_535)
        from rate in Gen.Elements(int.MinValue, -1, 0, 999, 8_000, 44_100, 384_001, int.MaxValue)
        from data in Fuzz.Bytes
        select Riff.File(("fmt ", Riff.Format(tag, channels, rate, bits, block)), ("data", data));

    private static readonly Gen<byte[]> Mutated =
        from file in Gen.Elements(
            Riff.File(("fmt ", Riff.Extensible(3, 32)), ("fact", new byte[4]), ("data", new byte[64])),
            Riff.File(("LIST", new byte[7]), ("fmt ", Riff.Format(channels: 2, bits: 24)), ("data", new byte[60])))
        from places in Gen.Choose(0, 79).Zip(Gen.Choose(0, 255)).ListOf()
        from cut in Gen.Choose(0, 40)
        select Change(file, places, cut);

    [Fact]
    public void Read_any_bytes() => Fuzz.ForAll(Fuzz.Bytes, Read);

    [Fact]
    public void Read_any_bytes_behind_a_header() =>
        Fuzz.ForAll(Fuzz.Bytes, body => Read([.. "RIFF"u8, (byte)(body.Length + 4), 0, 0, 0, .. "WAVEfmt "u8, .. body]));

    [Fact]
    public void Read_any_format() => Fuzz.ForAll(AnyFormat, Read, 3_000);

    [Fact]
    public void Read_mutated_file() => Fuzz.ForAll(Mutated, Read, 3_000);

    [Fact]
    public void Read_size_of_four_gigabytes_is_refused_without_making_room()
    {
        byte[] file = Riff.File(("fmt ", Riff.Format()), ("data", new byte[100]));
        foreach (int place in new[] { 4, 16, 40 })
        {
            byte[] claims = [.. file];
            BinaryPrimitives.WriteUInt32LittleEndian(claims.AsSpan(place), uint.MaxValue);
            Read(claims);
        }
    }

    private static byte[] Change(byte[] file, IEnumerable<(int Place, int Value)> changes, int cut)
    {
        byte[] changed = [.. file];
        foreach ((int place, int value) in changes) changed[place] = (byte)value;
        return cut % 4 == 0 ? changed[..^cut] : changed;
    }

    private static void Read(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Recording recording = Recorded.Read(file);
            Assert.InRange(recording.Samples.Length, 0, file.Length);
            Assert.InRange(recording.SampleRate, 1_000, 384_000);
        }
        catch (WavException)
        {
            // The one way to refuse a file.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024 + 4 * file.Length);
    }
}
