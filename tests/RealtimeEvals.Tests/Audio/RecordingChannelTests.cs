using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class RecordingChannelTests
{
    private const int Rate = 8_000;

    private static readonly short[] Caller = Recorded.Tone(440, Rate, 0.5);
    private static readonly short[] Agent = Recorded.Tone(950, Rate, 0.5);
    private static readonly short[] Nothing = new short[Caller.Length];

    public static TheoryData<string, short[][], double> Differences => new()
    {
        { "one channel", [Caller], 0 },
        { "alike", [Caller, Caller], 0 },
        { "alike, six of them", [Caller, Caller, Caller, Caller, Caller, Caller], 0 },
        { "one a little louder", [Caller, Scale(Caller, 0.8)], 0.01 },
        { "two parties", [Caller, Agent], 0.5 },
        { "one channel is empty", [Caller, Nothing], 0.5 },
        { "cancel out", [Caller, Scale(Caller, -1)], 1 },
        { "silent", [Nothing, Nothing], 0 },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Read_tells_what_averaging_would_lose(string name, short[][] channels, double expected)
    {
        double difference = Recorded.Read(Recorded.Wav(Rate, channels)).Difference;

        Assert.True(Math.Abs(expected - difference) < 0.02, $"{name}: {difference}");
    }

    [Fact]
    public void Read_takes_the_channel_that_is_asked_for()
    {
        byte[] file = Recorded.Wav(Rate, Caller, Agent);

        Assert.Equal(Caller, Recorded.Read(file, RecordingChannel.Left).Samples);
        Assert.Equal(Agent, Recorded.Read(file, RecordingChannel.Right).Samples);
    }

    [Theory]
    [InlineData(RecordingChannel.Alike)]
    [InlineData(RecordingChannel.Left)]
    [InlineData(RecordingChannel.Right)]
    [InlineData(RecordingChannel.Mix)]
    public void Read_one_channel_is_taken_as_it_is(RecordingChannel channel) =>
        Assert.Equal(Caller, Recorded.Read(Recorded.Wav(Rate, Caller), channel).Samples);

    [Theory]
    [InlineData(RecordingChannel.Alike, "channels that differ")]
    [InlineData(RecordingChannel.Mix, "cancel each other out")]
    [InlineData(RecordingChannel.Left, null)]
    [InlineData(RecordingChannel.Right, null)]
    public void FindFault_of_channels_that_cancel_out(RecordingChannel channel, string? found)
    {
        (string Found, string Expected)? fault = Recorded.Read(Recorded.Wav(Rate, Caller, Scale(Caller, -1)), channel).FindProblem(channel);

        Assert.Equal(found is null, fault is null);
        if (found is not null) Assert.Contains(found, fault!.Value.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordingChannel.Left, "nothing but silence")]
    [InlineData(RecordingChannel.Right, null)]
    public void FindFault_of_the_empty_side(RecordingChannel channel, string? found) =>
        Assert.Equal(found, Recorded.Read(Recorded.Wav(Rate, Nothing, Caller), channel).FindProblem(channel)?.Found);

    [Fact]
    public void Read_at_another_rate_is_the_same_as_converting_the_whole()
    {
        short[] wide = Recorded.Tone(440, 44_100, 0.7);
        using StoredSamples source = StoredSamples.Open(new MemoryStream(Recorded.Wav(44_100, wide)));

        Assert.Equal(
            Resampler.Convert(wide, 44_100, Rate),
            Recording.Read(source, Rate, RecordingChannel.Alike, CancellationToken.None).Samples);
    }

    private static short[] Scale(short[] samples, double factor) => [.. samples.Select(sample => (short)(sample * factor))];
}
