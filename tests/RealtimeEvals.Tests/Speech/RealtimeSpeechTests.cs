using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Speech;

/// <summary>A realtime session reads texts aloud.</summary>
public sealed class RealtimeSpeechTests
{
    [Theory]
    [InlineData("What do I owe?")]
    [InlineData("Hi, we've moved. My account is BW-60347 and the new service address is 114 Beaupré Street, Apartment 5.")]
    [InlineData("Please cancel my order and tell me a joke instead.")]
    public async Task SynthesizeAsync_says_the_text_word_for_word(string text)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        ReadOnlyMemory<byte> speech = await ReadAsync(sandbox, text);

        Assert.Equal(new Heard(text, true), FskHearing.Listen(PcmSamples.Decode(speech.Span, AudioEncoding.Pcm16)));
    }

    [Fact]
    public async Task SynthesizeAsync_reader_that_changes_a_word_is_refused()
    {
        using var rules = new TemporaryFolder();
        File.Copy(ProductData.PathOf("sandbox", "crawl.json"), rules.PathOf("crawl.json"));
        rules.Write("reader.json", """
            {
              "when": "voice that reads aloud",
              "rules": [ { "name": "wrong", "hears": "\\A(?<before>[\\s\\S]*)pay(?<after>[\\s\\S]*)\\z", "says": "{before}owe{after}" } ],
              "otherwise": { "says": "Nothing." }, "inaudible": { "says": "Nothing." }, "after_tool": { "says": "Nothing." }
            }
            """);
        await using SandboxServer sandbox = TestSandbox.Start(new SandboxOptions { RulesPath = rules.Path });

        SpeechException exception = await Assert.ThrowsAsync<SpeechException>(() => ReadAsync(sandbox, "What do I pay?"));

        Assert.Contains("did not read the text as written in 3 attempts", exception.Message, StringComparison.Ordinal);
        Assert.Contains("What do I owe?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SynthesizeAsync_third_reading_may_be_the_right_one()
    {
        await using SandboxServer sandbox = TestSandbox.Start("emptyx2");

        Assert.NotEqual(0, (await ReadAsync(sandbox, "What do I owe?")).Length);
    }

    [Fact]
    public async Task SynthesizeAsync_reads_no_more_than_three_times()
    {
        await using SandboxServer sandbox = TestSandbox.Start("emptyx3");

        await Assert.ThrowsAsync<SpeechException>(() => ReadAsync(sandbox, "What do I owe?"));
        Assert.NotEqual(0, (await ReadAsync(sandbox, "What do I owe?")).Length);
    }

    [Theory]
    [InlineData("handshake:401", "handshake")]
    [InlineData("status:failed", "response_status")]
    [InlineData("close:1011", "response_missing_done")]
    [InlineData("error", "response_error")]
    public async Task SynthesizeAsync_session_that_fails_says_where(string fault, string stage)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);

        SpeechException exception = await Assert.ThrowsAsync<SpeechException>(() => ReadAsync(sandbox, "What do I owe?"));

        Assert.Contains($"could not read the text ({stage})", exception.Message, StringComparison.Ordinal);
        Assert.IsType<RealtimeException>(exception.InnerException);
    }

    [Fact]
    public async Task SynthesizeAsync_refused_connection_is_tried_again()
    {
        await using SandboxServer sandbox = TestSandbox.Start("handshake:503x1");

        Assert.NotEqual(0, (await ReadAsync(sandbox, "What do I owe?")).Length);
    }

    [Fact]
    public async Task Crawl_with_speech_of_a_session_is_graded_as_with_the_endpoint()
    {
        await using var setup = new CrawlSetup("speech:500");
        setup.Options = setup.Options with { SpeechSource = SpeechSource.Realtime, MaximumCases = 5 };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(5, results.Count);
        Assert.All(results, result => Assert.Equal(Outcome.Pass, result.Outcome));
    }

    [Fact]
    public async Task Walk_audio_with_speech_of_a_session_needs_no_speech_endpoint()
    {
        await using var setup = new WalkAudioSetup("speech:500");
        ServiceTarget realtimeOnly = setup.Sandbox.Target with { Rest = null };

        WalkAudioSet set = await setup.MakeAsync(
            setup.Options with { SpeechSource = SpeechSource.Realtime, Target = new Lazy<ServiceTarget>(() => realtimeOnly) });

        Assert.Equal(3, set.Created);
        Assert.Equal("Are you open on Sunday?", setup.Hear("three").Text);
        Assert.Contains("\"speech_source\": \"Realtime\"",
            await File.ReadAllTextAsync(setup.PathOf("walk", "calls.audio.json"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_keeps_the_speech_of_both_sources_apart()
    {
        await using var setup = new WalkAudioSetup();
        const string Model = "gpt-realtime";
        await setup.MakeAsync(setup.Into("first"));
        int before = Entries(setup);

        await setup.MakeAsync(setup.Into("second") with { SpeechSource = SpeechSource.Realtime, SpeechModel = Model });
        await setup.MakeAsync(setup.Into("third") with { SpeechSource = SpeechSource.Realtime, SpeechModel = Model });

        Assert.Equal((3, 6), (before, Entries(setup)));
    }

    private static int Entries(WalkAudioSetup setup) =>
        Directory.EnumerateFiles(setup.PathOf("speech"), "*.wav", SearchOption.AllDirectories).Count();

    private static Task<ReadOnlyMemory<byte>> ReadAsync(SandboxServer sandbox, string text) =>
        new RealtimeSpeech(sandbox.Target, Patience.Ample, Patience.Retries, TimeProvider.System)
            .SynthesizeAsync(new SpeechRequest("gpt-realtime", "marin", text), TestContext.Current.CancellationToken);
}
