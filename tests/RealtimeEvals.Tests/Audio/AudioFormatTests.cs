using RealtimeEvals.Audio;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class AudioFormatTests
{
    [Theory]
    [InlineData(AudioEncoding.Pcm16, 24_000, 48_000, 1_000)]
    [InlineData(AudioEncoding.Pcm16, 24_000, 960, 20)]
    [InlineData(AudioEncoding.MuLaw, 8_000, 160, 20)]
    [InlineData(AudioEncoding.ALaw, 8_000, 28_800_000, 3_600_000)]
    [InlineData(AudioEncoding.Pcm16, 44_100, 0, 0)]
    public void DurationOf_bytes_is_their_time(AudioEncoding encoding, int sampleRate, long bytes, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new AudioFormat(encoding, sampleRate).DurationOf(bytes));

    [Fact]
    public void DurationOf_days_of_audio_does_not_overflow() =>
        Assert.Equal(TimeSpan.FromDays(30), new AudioFormat(AudioEncoding.Pcm16, 48_000).DurationOf(30L * 86_400 * 96_000));

    [Theory]
    [InlineData("pcm16", AudioEncoding.Pcm16, 2, 0x00)]
    [InlineData("g711_ulaw", AudioEncoding.MuLaw, 1, 0xFF)]
    [InlineData("g711_alaw", AudioEncoding.ALaw, 1, 0xD5)]
    public void ParseEncoding_name_gives_the_encoding_of_that_name(string name, AudioEncoding encoding, int bytesPerSample, byte silence)
    {
        var format = new AudioFormat(AudioFormat.ParseEncoding(name), 8_000);

        Assert.Equal((encoding, name, bytesPerSample, silence), (format.Encoding, format.Name, format.BytesPerSample, format.SilenceByte));
        Assert.Contains(name, AudioFormat.EncodingNames, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PCM16")]
    [InlineData("mp3")]
    public void ParseEncoding_other_name_is_refused_with_the_known_ones(string name)
    {
        var exception = Assert.Throws<FormatException>(() => AudioFormat.ParseEncoding(name));

        Assert.Contains("pcm16, g711_ulaw, g711_alaw", exception.Message, StringComparison.Ordinal);
    }
}
