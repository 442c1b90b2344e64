using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class AudioChunksTests
{
    [Theory]
    [InlineData(AudioEncoding.Pcm16, 24_000, 20, 960)]
    [InlineData(AudioEncoding.MuLaw, 8_000, 20, 160)]
    [InlineData(AudioEncoding.Pcm16, 44_100, 15, 1_322)]
    [InlineData(AudioEncoding.ALaw, 44_100, 15, 661)]
    [InlineData(AudioEncoding.Pcm16, 22_050, 1, 44)]
    [InlineData(AudioEncoding.Pcm16, 24_000, 0, 2)]
    public void Indexer_odd_lengths_give_whole_samples(AudioEncoding encoding, int sampleRate, int milliseconds, int bytes)
    {
        var chunks = new AudioChunks(new byte[10_000], new AudioFormat(encoding, sampleRate), TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(bytes, chunks[0].Length);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2, 1, 2)]
    [InlineData(958, 1, 958)]
    [InlineData(960, 1, 960)]
    [InlineData(962, 2, 2)]
    [InlineData(2_880, 3, 960)]
    public void Indexer_any_length_only_the_last_is_short(int bytes, int count, int lastBytes)
    {
        var chunks = new AudioChunks(new byte[bytes], AudioFormat.Pcm24K, TimeSpan.FromMilliseconds(20));

        Assert.Equal(count, chunks.Count);
        for (int i = 0; i < count; i++) Assert.Equal(i == count - 1 ? lastBytes : 960, chunks[i].Length);
    }

    [Fact]
    public void Indexer_all_chunks_joined_are_the_audio()
    {
        byte[] data = [.. Enumerable.Range(0, 5_000).Select(i => (byte)i)];
        var chunks = new AudioChunks(data, new AudioFormat(AudioEncoding.Pcm16, 44_100), TimeSpan.FromMilliseconds(15));

        Assert.Equal(data, Enumerable.Range(0, chunks.Count).SelectMany(i => chunks[i].ToArray()));
    }
}
