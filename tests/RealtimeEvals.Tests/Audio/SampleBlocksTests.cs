using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class SampleBlocksTests
{
    private const float Full = 32_768;

    [Fact]
    public void Widen_and_narrow_keep_every_sample()
    {
        short[] all = [.. Enumerable.Range(short.MinValue, 65_536).Select(value => (short)value)];
        float[] floats = new float[all.Length];
        short[] back = new short[all.Length];

        SampleBlocks.Widen(all, 1 / Full, floats);

        Assert.Equal([.. all.Select(sample => sample / Full)], floats);
        Assert.True(SampleBlocks.TryNarrow(floats, Full, back));
        Assert.Equal(all, back);
    }

    [Theory]
    [InlineData(0.5f, 0)]
    [InlineData(1.5f, 2)]
    [InlineData(-2.5f, -2)]
    [InlineData(-0.6f, -1)]
    [InlineData(32_767.6f, short.MaxValue)]
    [InlineData(-32_769f, short.MinValue)]
    [InlineData(float.MaxValue, short.MaxValue)]
    [InlineData(float.PositiveInfinity, short.MaxValue)]
    [InlineData(float.NegativeInfinity, short.MinValue)]
    public void TryNarrow_rounds_and_clips_in_any_place(float value, short expected)
    {
        foreach (int length in new[] { 1, 16, 17, 40 })
        {
            short[] samples = new short[length];

            Assert.True(SampleBlocks.TryNarrow([.. Enumerable.Repeat(value, length)], 1, samples));
            Assert.All(samples, sample => Assert.Equal(expected, sample));
        }
    }

    [Fact]
    public void TryNarrow_notices_what_is_no_number_in_any_place()
    {
        for (int place = 0; place < 40; place++)
        {
            float[] floats = new float[40];
            floats[place] = float.NaN;

            Assert.False(SampleBlocks.TryNarrow(floats, 1, new short[40]), $"{place}");
        }
    }

    [Fact]
    public void Widen_any_length_is_converted_to_its_end()
    {
        short[] noise = Signal.Noise(50);
        for (int length = 0; length <= noise.Length; length++)
        {
            float[] floats = new float[length];
            SampleBlocks.Widen(noise.AsSpan(0, length), 2, floats);
            Assert.Equal([.. noise[..length].Select(sample => 2f * sample)], floats);
        }
    }
}
