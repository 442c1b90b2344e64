using System.Buffers.Binary;
using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>Every value of both laws, against the reference implementation of ITU-T; see Reference/README.md.</summary>
public sealed class G711ReferenceTests
{
    [Fact]
    public void EncodeMuLaw_every_sample_gives_the_code_of_the_reference() => AssertCodes("mulaw-codes.bin", G711.EncodeMuLaw);

    [Fact]
    public void EncodeALaw_every_sample_gives_the_code_of_the_reference() => AssertCodes("alaw-codes.bin", G711.EncodeALaw);

    [Fact]
    public void DecodeMuLaw_every_code_gives_the_sample_of_the_reference() => AssertSamples("mulaw-samples.bin", G711.DecodeMuLaw);

    [Fact]
    public void DecodeALaw_every_code_gives_the_sample_of_the_reference() => AssertSamples("alaw-samples.bin", G711.DecodeALaw);

    private static void AssertCodes(string name, Func<short, byte> encode)
    {
        byte[] codes = Reference(name);
        Assert.Equal(65_536, codes.Length);
        Assert.DoesNotContain(Enumerable.Range(short.MinValue, 65_536), sample => encode((short)sample) != codes[sample - short.MinValue]);
    }

    private static void AssertSamples(string name, Func<byte, short> decode)
    {
        byte[] samples = Reference(name);
        Assert.Equal(512, samples.Length);
        Assert.DoesNotContain(
            Enumerable.Range(0, 256),
            code => decode((byte)code) != BinaryPrimitives.ReadInt16LittleEndian(samples.AsSpan(2 * code)));
    }

    private static byte[] Reference(string name)
    {
        using Stream stream = typeof(G711ReferenceTests).Assembly.GetManifestResourceStream($"RealtimeEvals.Tests.Audio.Reference.{name}")!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
