using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class SpeechChoiceTests
{
    private static readonly ServiceTarget Real = ServiceTarget.Resolve("wss://voice.example/v1/realtime", null, ApiKey.From("sk-1"));

    [Theory]
    [InlineData("2026-11-06", SpeechSource.Speech)]
    [InlineData("2026-11-07", SpeechSource.Realtime)]
    [InlineData("2030-01-01", SpeechSource.Realtime)]
    public void Of_automatic_source_is_a_realtime_session_from_60_days_before_the_end(string today, SpeechSource source)
    {
        var clock = new Clock(DateTimeOffset.Parse(today + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(source, SpeechChoice.Of(new CallerSpeech(SpeechSource.Auto, "", "marin", ""), Real, null, clock));
        Assert.Equal(SpeechSource.Speech, SpeechChoice.Of(new CallerSpeech(SpeechSource.Speech, "", "marin", ""), Real, null, clock));
        Assert.Equal(SpeechSource.Speech, SpeechChoice.Of(new CallerSpeech(SpeechSource.Auto, "tts-1", "marin", ""), Real, null, clock));
        Assert.Equal(
            SpeechSource.Speech,
            SpeechChoice.Of(new CallerSpeech(SpeechSource.Auto, "", "marin", ""), Real, SpeechSource.Speech, clock));
    }

    [Fact(Timeout = 300_000)]
    public async Task Crawl_without_the_speech_model_falls_back_once_and_says_so()
    {
        await using var setup = new CrawlSetup("speech:404x99");
        setup.Options = setup.Options with { MaximumCases = 3 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal(Outcome.Pass, result.Outcome));
        Assert.Single(setup.Sink.Warnings, warning => warning.Contains("does not have the model", StringComparison.Ordinal));
        Assert.Contains(
            "\"speech_source\": \"Realtime\"",
            await File.ReadAllTextAsync(Path.Combine(setup.RunPath, "run.json"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
