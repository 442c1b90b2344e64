using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>The service ends the caller's turn.</summary>
public sealed class WalkTurnDetectionTests
{
    [Theory]
    [InlineData(TurnDetection.ServerVad, false, "server_vad")]
    [InlineData(TurnDetection.SemanticVad, false, "semantic_vad")]
    [InlineData(TurnDetection.ServerVad, true, "server_vad")]
    public async Task RunAsync_speech_without_a_pause_is_one_stretch(TurnDetection detection, bool realTime, string type)
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { TurnDetection = detection, RealTime = realTime, MaximumCases = 3 };

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.All(
            results, result => Assert.Equal((Outcome.Pass, detection, 0), (result.Outcome, result.TurnDetection, result.FalseTurns)));
        Assert.All(
            results,
            result => Assert.True(result is { SpeechStartedMs: 0, SpeechStopLagMs: >= 0 } && result.SpeechStoppedMs > result.SpeechMs));
        Assert.All(results, result => Assert.Equal(realTime, result.SpeechStopArrivalLagMs is not null));
        Assert.All(results, result => Assert.NotNull(result.LatencyFirstAudioMs));
        Assert.All(results, result => Assert.Single(setup.Events(result.CaseId).Of("input_audio_buffer.speech_started")));
        JsonElement input =
            setup.Events("crawl_001").Of("session.update")[0].GetProperty("session").GetProperty("audio").GetProperty("input");
        Assert.Equal(type, input.GetProperty("turn_detection").GetProperty("type").GetString());
        Assert.Equal(
            ["session.update", "input_audio_buffer.append"], setup.Events("crawl_001").Types("client").Distinct(StringComparer.Ordinal),
                StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_lag_is_the_patience_of_the_service()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", [.. WalkSetup.Pause(400), .. WalkSetup.Speak("Hello, good morning.")])));
        setup.Options = setup.Options with { TurnDetection = TurnDetection.ServerVad };

        WalkResult result = Assert.Single(await setup.RunAsync());

        // 500 ms of silence, in frames of 20 ms; the beginning is said to be 300 ms before the first sound.
        Assert.Equal(100, result.SpeechStartedMs);
        Assert.InRange(result.SpeechStopLagMs!.Value, 500, 520);
        Assert.Equal(
            result.SpeechStoppedMs,
            setup.Events("a").Of("input_audio_buffer.speech_stopped")[0].GetProperty("audio_end_ms").GetDouble());
    }

    [Fact]
    public async Task RunAsync_pause_in_the_middle_is_a_false_turn()
    {
        await using var setup = new WalkSetup();
        UsePause(setup, 700);

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal((Outcome.Pass, 1, ""), (result.Outcome, result.FalseTurns, result.ErrorMessage));
        Events events = setup.Events("a");
        Assert.Equal(2, events.Of("input_audio_buffer.speech_started").Length);
        Assert.Equal(2, events.Of("input_audio_buffer.speech_stopped").Length);
        Assert.Equal(2, events.Of("input_audio_buffer.committed").Length);
        JsonElement summary = Given.Json(
            await File.ReadAllTextAsync(Path.Combine(setup.RunPath, "summary.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ("ServerVad", 1),
            (summary.GetProperty("turn_detection").GetString(), summary.GetProperty("false_turns_total").GetInt32()));
    }

    [Fact]
    public async Task RunAsync_pause_that_is_short_enough_is_none()
    {
        await using var setup = new WalkSetup();
        UsePause(setup, 300);

        Assert.Equal(0, Assert.Single(await setup.RunAsync()).FalseTurns);
    }

    [Fact]
    public async Task RunAsync_response_that_the_caller_talks_over_is_no_error()
    {
        // The first answer comes so late that the caller goes on before it.
        await using var setup = new WalkSetup("late-audio:60000x1@a");
        UsePause(setup, 700);

        WalkResult result = Assert.Single(await setup.RunAsync());

        JsonElement[] ends = [.. setup.Events("a").Of("response.done").Select(done => done.GetProperty("response"))];
        Assert.Equal(["cancelled", "completed"], ends.Select(end => end.GetProperty("status").GetString()!), StringComparer.Ordinal);
        Assert.Equal("turn_detected", ends[0].GetProperty("status_details").GetProperty("reason").GetString());
        Assert.Equal((Outcome.Pass, 1, 2), (result.Outcome, result.FalseTurns, result.ResponseIds.Count));
    }

    [Fact]
    public async Task RunAsync_answer_to_half_a_sentence_does_not_end_the_turn()
    {
        // Long enough for the first answer to be whole before the service hears the rest.
        await using var setup = new WalkSetup();
        UsePause(setup, 3_000);

        WalkResult result = Assert.Single(await setup.RunAsync());

        Events events = setup.Events("a");
        Assert.Equal(2, events.Of("input_audio_buffer.speech_stopped").Length);
        Assert.Equal(["completed", "completed"],
            events.Of("response.done").Select(done => done.GetProperty("response").GetProperty("status").GetString()!),
            StringComparer.Ordinal);
        Assert.Equal((1, 2), (result.FalseTurns, result.ResponseIds.Count));
        Assert.EndsWith("closed on Sundays.", result.AssistantText, StringComparison.Ordinal);
        Assert.True(result is { LatencyFirstAudioMs: >= 0, LatencyFirstTextMs: >= 0, LatencyResponseDoneMs: >= 0 });
    }

    [Fact]
    public async Task RunAsync_right_answer_to_a_caller_who_was_not_heard_out_is_no_pass()
    {
        await using var setup = new WalkSetup();
        short[] loud = PcmSamples.Decode(WalkSetup.Speak("Are you open on Sunday?"), AudioEncoding.MuLaw);
        byte[] faint = PcmSamples.Encode([.. loud.Select(sample => (short)(sample * 0.015))], AudioEncoding.MuLaw);
        setup.UseRows(("a", setup.WriteAudio("a.wav", [.. WalkSetup.Speak("Hello, good morning."), .. WalkSetup.Pause(700), .. faint])));
        setup.Options = setup.Options with { TurnDetection = TurnDetection.ServerVad };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal((Outcome.Inconclusive, "The service did not hear the caller to the end."), (result.Outcome, result.ErrorMessage));
        Assert.True(result.SpeechStopLagMs < 0);
    }

    [Fact]
    public async Task RunAsync_click_that_is_no_speech_is_an_error_of_time()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", [.. WalkSetup.Pause(500), 0x80, .. WalkSetup.Pause(500)[1..]])));
        setup.Options = setup.Options with { TurnDetection = TurnDetection.ServerVad, Limits = Patience.Brief };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal((Outcome.Error, "response_timeout"), (result.Outcome, result.FailureStage));
        Assert.Equal((null, null, 0), (result.SpeechStartedMs, result.SpeechStopLagMs, result.FalseTurns));
        Assert.Equal(5_000, setup.Events("a").Appended().Sum(chunk => chunk.Length) / 8);
    }

    private static void UsePause(WalkSetup setup, int milliseconds)
    {
        byte[] speech =
            [.. WalkSetup.Speak("Hello, good morning."), .. WalkSetup.Pause(milliseconds), .. WalkSetup.Speak("Are you open on Sunday?")];
        setup.UseRows(("a", setup.WriteAudio("a.wav", speech)));
        setup.Options = setup.Options with { TurnDetection = TurnDetection.ServerVad };
    }
}
