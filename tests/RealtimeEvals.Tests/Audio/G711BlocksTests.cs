using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>Blocks are converted sample by sample as single samples are, which are checked against the standard.</summary>
public sealed class G711BlocksTests
{
    private static readonly short[] All = [.. Enumerable.Range(short.MinValue, 65_536).Select(value => (short)value)];
    private static readonly byte[] Codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];

    [Fact]
    public void Encode_every_sample_gives_the_code_of_one()
    {
        Assert.Equal([.. All.Select(G711.EncodeMuLaw)], PcmSamples.Encode(All, AudioEncoding.MuLaw));
        Assert.Equal([.. All.Select(G711.EncodeALaw)], PcmSamples.Encode(All, AudioEncoding.ALaw));
    }

    [Fact]
    public void Decode_every_code_gives_the_sample_of_one()
    {
        Assert.Equal([.. Codes.Select(G711.DecodeMuLaw)], PcmSamples.Decode(Codes, AudioEncoding.MuLaw));
        Assert.Equal([.. Codes.Select(G711.DecodeALaw)], PcmSamples.Decode(Codes, AudioEncoding.ALaw));
    }

    [Fact]
    public void Any_length_is_converted_to_its_end()
    {
        short[] noise = Signal.Noise(100);
        for (int length = 0; length <= noise.Length; length++)
        {
            byte[] codes = PcmSamples.Encode(noise.AsSpan(0, length), AudioEncoding.ALaw);

            Assert.Equal([.. noise[..length].Select(G711.EncodeALaw)], codes);
            Assert.Equal([.. codes.Select(G711.DecodeMuLaw)], PcmSamples.Decode(codes, AudioEncoding.MuLaw));
        }
    }
}
