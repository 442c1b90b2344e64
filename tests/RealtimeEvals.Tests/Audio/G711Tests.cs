using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>Against the decision and output values of ITU-T G.711, written out as the tables 1 and 2 define them.</summary>
public sealed class G711Tests
{
    // Table 2: 16 intervals in each of 8 segments; the interval doubles from segment to segment. In units of 16-bit samples,
    // a quarter of which is the 14-bit unit of the standard. The first interval is half as wide as its neighbours.
    private static readonly int[] MuLawDecisions = [0, .. Decisions(first: 4, step: 8, count: 15, doublings: 7)];

    // Table 1: 32 intervals of equal width, then 16 in each of 6 segments of doubling width.
    private static readonly int[] ALawDecisions =
    [
        .. Enumerable.Range(0, 32).Select(n => 16 * n),
        .. Decisions(first: 512, step: 32, count: 16, doublings: 5),
    ];

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0xFE, 8)]
    [InlineData(0x7E, -8)]
    [InlineData(0xF0, 120)]
    [InlineData(0xEF, 132)]
    [InlineData(0xE0, 372)]
    [InlineData(0x8F, 16_764)]
    [InlineData(0x80, 32_124)]
    [InlineData(0x00, -32_124)]
    public void DecodeMuLaw_known_code_gives_the_output_value(int code, int sample) => Assert.Equal(sample, G711.DecodeMuLaw((byte)code));

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xD4, 24)]
    [InlineData(0x54, -24)]
    [InlineData(0xC5, 264)]
    [InlineData(0xF5, 528)]
    [InlineData(0xAA, 32_256)]
    [InlineData(0x2A, -32_256)]
    public void DecodeALaw_known_code_gives_the_output_value(int code, int sample) => Assert.Equal(sample, G711.DecodeALaw((byte)code));

    [Fact]
    public void Decode_every_code_gives_the_middle_of_its_interval()
    {
        for (int n = 0; n < 128; n++)
        {
            int muLaw = n == 0 ? 0 : Middle(MuLawDecisions, n, end: 4 * 8_159);
            int aLaw = Middle(ALawDecisions, n, end: 8 * 4_096);

            Assert.Equal((n, muLaw, -muLaw), (n, G711.DecodeMuLaw((byte)(0xFF - n)), G711.DecodeMuLaw((byte)(0x7F - n))));
            Assert.Equal((n, aLaw, -aLaw), (n, G711.DecodeALaw((byte)((0x80 | n) ^ 0x55)), G711.DecodeALaw((byte)(n ^ 0x55))));
        }
    }

    [Fact]
    public void Encode_every_sample_gives_the_interval_that_holds_it()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            int muLaw = (sample < 0 ? 0x7F : 0xFF) - IntervalOf(MuLawDecisions, sample);
            int aLaw = (IntervalOf(ALawDecisions, sample) | (sample < 0 ? 0 : 0x80)) ^ 0x55;

            Assert.Equal((sample, muLaw, aLaw), (sample, G711.EncodeMuLaw((short)sample), G711.EncodeALaw((short)sample)));
        }
    }

    [Fact]
    public void Decode_after_encode_keeps_every_output_value()
    {
        for (int code = 0; code < 256; code++)
        {
            short muLaw = G711.DecodeMuLaw((byte)code);
            short aLaw = G711.DecodeALaw((byte)code);

            Assert.Equal((code, muLaw), (code, G711.DecodeMuLaw(G711.EncodeMuLaw(muLaw))));
            Assert.Equal((code, aLaw), (code, G711.DecodeALaw(G711.EncodeALaw(aLaw))));
        }
    }

    private static IEnumerable<int> Decisions(int first, int step, int count, int doublings)
    {
        int value = first;
        for (int segment = 0; segment <= doublings; segment++)
        {
            for (int i = 0; i < (segment == 0 ? count : 16); i++, value += step << segment) yield return value;
        }
    }

    private static int Middle(int[] decisions, int n, int end) => (decisions[n] + (n == 127 ? end : decisions[n + 1])) / 2;

    /// <summary>The last interval that starts at the sample or before; a negative sample on the border belongs to the interval nearer to
    /// zero.</summary>
    private static int IntervalOf(int[] decisions, int sample) =>
        Array.FindLastIndex(decisions, start => sample < 0 ? start < -sample : start <= sample);
}
