using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlAudioTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_second_run_sends_the_same_bytes_without_the_speech_service()
    {
        await using var first = new CrawlSetup();
        IReadOnlyList<CrawlResult> before = await first.RunAsync(TestContext.Current.CancellationToken);
        await using var second = new CrawlSetup("speech:500");
        second.Options = second.Options with { SpeechCachePath = first.Options.SpeechCachePath };

        IReadOnlyList<CrawlResult> after = await second.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(before, result => Assert.Matches("^[0-9a-f]{64}$", result.SpeechSha256));
        Assert.Equal(
            before.Select(result => (result.Outcome, result.SpeechSha256)),
            after.Select(result => (result.Outcome, result.SpeechSha256)));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public async Task Telephone_audio_both_ways_is_understood_and_kept_as_such(AudioEncoding encoding)
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { InputEncoding = encoding, OutputEncoding = encoding };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("crawl_009", Assert.Single(results, result => result.Outcome != Outcome.Pass).CaseId);
        var format = new AudioFormat(encoding, 8_000);
        Assert.All(results, result => Assert.Equal(format, Read(setup, result.InputAudioPath).Format));
        Assert.All(results, result => Assert.Equal(format, Read(setup, result.OutputAudioPath).Format));
        Assert.All(results, result => Assert.Equal(result.SpeechMs, Read(setup, result.InputAudioPath).Duration.TotalMilliseconds));
    }

    [Fact(Timeout = 300_000)]
    public async Task Linear_audio_at_another_rate_is_refused_by_the_service_before_anything_is_spent()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { SampleRate = 16_000, MaximumCases = 2 };

        EvalException refused = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("EndpointUnavailable", refused.ErrorId);
        Assert.Contains("session.audio.input.format.rate", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.Options.SpeechCachePath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Real_time_audio_is_committed_no_sooner_than_it_lasts()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { RealTime = true, MaximumCases = 1 };

        CrawlResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.NotNull(result.EndOfSpeechToFirstAudioMs);
        IReadOnlyList<JsonElement> events = new RunFiles(setup.RunPath).Events("crawl_001");
        double start = SentAt(events.First(line => TypeOf(line) == "input_audio_buffer.append"));
        double commit = SentAt(events.First(line => TypeOf(line) == "input_audio_buffer.commit"));
        Assert.InRange(commit - start, result.SpeechMs!.Value - 20, double.MaxValue);

        static string TypeOf(JsonElement line) => line.GetProperty("type").GetString()!;
        static double SentAt(JsonElement line) => line.GetProperty("session_time_ms").GetDouble();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_damaged_cache_entry_is_made_again()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        CrawlResult before = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));
        string entry = Assert.Single(Directory.GetFiles(setup.Options.SpeechCachePath, "*.wav", SearchOption.AllDirectories));
        await File.WriteAllBytesAsync(entry, (await File.ReadAllBytesAsync(entry))[..1000]);
        setup.Options = setup.Options with { RunName = "again" };
        setup.Sink = new CollectingSink();

        CrawlResult after = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Pass, before.SpeechSha256), (after.Outcome, after.SpeechSha256));
    }

    private static WavAudio Read(CrawlSetup setup, string path) => WavReader.Read(File.ReadAllBytes(Path.Combine(setup.RunPath, path)));
}
