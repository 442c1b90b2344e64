using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Voice;

public sealed class FskHearingTests(ITestOutputHelper output)
{
    private const string Text = "Hi, um, could you tell me the balance on my account? The number is BW-48213, please.";

    private static readonly string[] CallerTexts =
        [.. AdapterServices.Create(TimeProvider.System).Tables
            .Parse(File.ReadAllText(ProductData.PathOf("crawl", "customer_calls.csv"))).Rows.Select(row => row.Cells[1])];

    [Fact]
    public void Listen_noise_of_20_dB_below_the_voice_changes_nothing() => Assert.Equal(0, WrongTexts(20));

    [Theory]
    [InlineData(10, 0.25)]
    [InlineData(6, 0.9)]
    public void Listen_loud_noise_garbles_at_least_this_share_of_the_texts(int signalToNoiseDb, double share) =>
        Assert.True(WrongTexts(signalToNoiseDb) >= share * CallerTexts.Length);

    [Fact]
    public void Listen_more_noise_is_never_heard_better()
    {
        int[] wrong = [.. new[] { 20, 15, 12, 10, 6 }.Select(level => WrongTexts(level))];

        Assert.Equal(wrong.Order(), wrong);
    }

    [Fact]
    public void Listen_garbled_text_is_not_clear()
    {
        foreach ((int index, string text) in CallerTexts.Index())
        {
            Heard heard = FskHearing.Listen(Telephone.ThroughNoise(FskVoice.Speak(text), 8, seed: index));
            Assert.True(heard.Text == text || !heard.IsClear, heard.Text);
        }
    }

    [Fact]
    public void Listen_every_tenth_chunk_lost_is_another_text()
    {
        Heard heard = FskHearing.Listen(
            [.. FskVoice.Speak(Text).Chunk(480).Where((_, index) => index % 10 != 5).SelectMany(chunk => chunk)]);

        Assert.NotEqual(Text, heard.Text, StringComparer.Ordinal);
        Assert.False(heard.IsClear);
    }

    [Fact]
    public void Listen_every_tenth_chunk_silent_is_another_text()
    {
        Heard heard = FskHearing.Listen(
            [.. FskVoice.Speak(Text).Chunk(480).SelectMany((chunk, index) => index % 10 == 5 ? new short[480] : chunk)]);

        Assert.NotEqual(Text, heard.Text, StringComparer.Ordinal);
        Assert.False(heard.IsClear);
    }

    [Fact]
    public void Listen_one_chunk_lost_leaves_the_rest_readable()
    {
        short[] samples = FskVoice.Speak(Text);
        int middle = samples.Length / 2;

        Heard heard = FskHearing.Listen([.. samples[..middle], .. samples[(middle + 480)..]]);

        Assert.NotEqual(Text, heard.Text, StringComparer.Ordinal);
        Assert.StartsWith("Hi, um, could you tell me", heard.Text, StringComparison.Ordinal);
        Assert.EndsWith("The number is BW-48213, please.", heard.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public void Listen_samples_of_another_rate_are_not_the_text(int rate)
    {
        Heard heard = FskHearing.Listen(Resampler.Convert(FskVoice.Speak(Text), 24_000, rate));

        Assert.NotEqual(Text, heard.Text, StringComparer.Ordinal);
        Assert.False(heard.IsClear);
    }

    [Theory]
    [InlineData(AudioEncoding.MuLaw, AudioEncoding.ALaw)]
    [InlineData(AudioEncoding.MuLaw, AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.ALaw, AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.Pcm16, AudioEncoding.MuLaw)]
    public void Listen_audio_decoded_with_the_wrong_codec_is_not_clear(AudioEncoding sent, AudioEncoding taken)
    {
        byte[] data = PcmSamples.Encode(Resampler.Convert(FskVoice.Speak(Text), 24_000, 8_000), sent);

        Heard heard = FskHearing.Listen(Resampler.Convert(PcmSamples.Decode(data, taken), 8_000, 24_000));

        Assert.NotEqual(Text, heard.Text, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(24_000)]
    public void Listen_silence_is_nothing(int samples) => Assert.Equal(new Heard("", false), FskHearing.Listen(new short[samples]));

    [Fact]
    public void Listen_noise_or_music_is_nothing_clear()
    {
        Assert.False(FskHearing.Listen(Signal.Noise(48_000)).IsClear);
        Assert.Equal("", FskHearing.Listen(Signal.Tone(1_200, 24_000, 48_000)).Text);
        Assert.Equal("", FskHearing.Listen([.. Signal.Noise(48_000).Select(sample => (short)(sample / 2_000))]).Text);
    }

    private int WrongTexts(double signalToNoiseDb)
    {
        int wrong = CallerTexts.Where((text, index) =>
            FskHearing.Listen(Telephone.ThroughNoise(FskVoice.Speak(text), signalToNoiseDb, seed: 1_000 + index)).Text != text).Count();
        output.WriteLine($"{signalToNoiseDb} dB: {wrong} of {CallerTexts.Length} texts wrong");
        return wrong;
    }
}
