using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class RehearsalTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public async Task Rehearsal_takes_a_whole_turn_with_nobody(AudioEncoding encoding)
    {
        AudioFormat input = AudioFormat.OnTheWire(encoding, 24_000);
        var configuration = new SessionConfiguration { Instructions = new string('x', 100_000), Tools = Given.Json("[]"), InputFormat = input, TurnDetection = TurnDetection.ServerVad };

        CollectedTurn turn = await Rehearsal.RunAsync(configuration, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(("Hello.", 144_000, "r", 1), (turn.Text, turn.Audio.Length, turn.ResponseIds.ToString(), turn.Usage.OutputTokens));
        Assert.Equal(new ToolCall("f", "{}", "c"), Assert.Single(turn.ToolCalls));
        Assert.True(turn.RequestedAt <= turn.FirstTextAt && turn.FirstTextAt <= turn.FirstAudioAt && turn.FirstAudioAt <= turn.DoneAt);
    }
}
