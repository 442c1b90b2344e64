using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class RehearsalTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public async Task Rehearsal_takes_a_whole_turn_with_nobody(AudioEncoding encoding)
    {
        AudioFormat input = AudioFormat.OnTheWire(encoding, 24_000);
        var configuration = new SessionConfiguration
        {
            Instructions = new string('x', 100_000),
            Tools = Given.Json("[]"),
            InputFormat = input,
            TurnDetection = TurnDetection.ServerVad,
        };

        CollectedTurn turn = await Rehearsal.WithNobodyAsync(configuration, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(("Hello.", 144_000, "r", 1), (turn.Text, turn.Audio.Length, turn.ResponseIds.ToString(), turn.Usage.OutputTokens));
        Assert.Equal(new ToolCall("f", "{}", "c"), Assert.Single(turn.ToolCalls));
        Assert.True(turn.RequestedAt <= turn.FirstTextAt && turn.FirstTextAt <= turn.FirstAudioAt && turn.FirstAudioAt <= turn.DoneAt);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("handshake:401")]
    [InlineData("drop:1")]
    [InlineData("status:failedx1#1")]
    [InlineData("empty")]
    public async Task Rehearsal_with_the_sandbox_is_spared_the_faults_that_are_for_the_cases(string fault)
    {
        await using var sandbox = TestSandbox.Start(fault);
        var configuration = new SessionConfiguration
        {
            Instructions = "",
            Tools = Given.Json("[]"),
            InputFormat = AudioFormat.OnTheWire(AudioEncoding.Pcm16, 24_000),
        };

        CollectedTurn? turn = await Rehearsal.WithSandboxAsync(
            new ConnectOptions(sandbox.Target, "gpt-realtime-2.1"),
            configuration,
            TimeProvider.System,
            TestContext.Current.CancellationToken);

        Assert.NotNull(turn);
        Assert.True(turn.Audio.Length > 0, turn.Text);
    }

    [Fact(Timeout = 300_000)]
    public async Task Rehearsal_that_fails_leaves_it_to_the_cases_to_tell()
    {
        await using var sandbox = TestSandbox.Start();
        await sandbox.DisposeAsync();
        var configuration = new SessionConfiguration
        {
            Instructions = "",
            Tools = Given.Json("[]"),
            InputFormat = AudioFormat.OnTheWire(AudioEncoding.Pcm16, 24_000),
        };

        Assert.Null(await Rehearsal.WithSandboxAsync(
            new ConnectOptions(sandbox.Target, "gpt-realtime-2.1"),
            configuration,
            TimeProvider.System,
            TestContext.Current.CancellationToken));
    }
}
