using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>The sandbox's voice is played to the sandbox only, and the sandbox hears no other.</summary>
public sealed class WalkVoiceTests
{
    private const string Words = "Hi, could you tell me the balance on my account, please?";

    /// <summary>What was done to the audio of the sandbox.</summary>
    public static TheoryData<string> Changes =>
        ["shipped", "renamed", "trimmed", "quieter", "another law", "through another rate", "noisy", "among silence"];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Changes))]
    public async Task Service_that_is_not_the_sandbox_never_hears_it(string change)
    {
        await using var service = new RefusalService();
        await using var setup = new WalkSetup();
        UseAudio(setup, change);
        setup.Options = setup.Options with { Target = Local(service) };

        EvalException error = await setup.RefusedAsync();

        Assert.Equal(("SandboxAudio", ErrorKind.Data), (error.ErrorId, error.Kind));
        Assert.Contains("walk-audio", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("tone signal in which 127.0.0.1 hears no speech", error.Message, StringComparison.Ordinal);
        Assert.Single(service.Calls);
        Assert.False(Directory.Exists(Path.Combine(setup.RunPath, "events")));
        Assert.Equal(RunState.Failed, FolderStore.ReadManifest(setup.RunPath)!.State);
    }

    [Fact(Timeout = 300_000)]
    public async Task Service_elsewhere_is_not_even_asked()
    {
        await using var setup = new WalkSetup();
        setup.Options =
            setup.Options with { Target = ServiceTarget.Resolve("wss://api.example/v1/realtime", null, ApiKey.From("sk-test-0123456789")) };

        EvalException error = await setup.RefusedAsync();

        Assert.Equal("SandboxAudio", error.ErrorId);
        Assert.Contains("crawl_001, crawl_002, crawl_003 and 15 more", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task One_recording_of_the_sandbox_among_others_is_named()
    {
        await using var service = new RefusalService();
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", WalkSetup.Hum())), ("b", setup.WriteAudio("b.wav", WalkSetup.Speak(Words))));
        setup.Options = setup.Options with { Target = Local(service) };

        Assert.StartsWith("The audio of b is the sandbox's voice", (await setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_is_known_by_whatever_address_it_is_reached()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", WalkSetup.Speak(Words))));
        setup.Options = setup.Options with { Target = ServiceTarget.Resolve(setup.Sandbox.Target.Realtime.AbsoluteUri, null, null) };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.NotEqual(Outcome.Error, result.Outcome);
        Assert.Equal("sandbox", result.Provider);
    }

    [Fact(Timeout = 300_000)]
    public async Task Set_that_the_sandbox_spoke_is_known_under_any_noise()
    {
        await using var audio = new WalkAudioSetup();
        await audio.MakeAsync("noise:-20");
        await using var service = new RefusalService();
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { DataPath = audio.Options.TablePath, Target = Local(service) };

        Assert.Equal("SandboxAudio", (await setup.RefusedAsync()).ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Voice_that_the_sandbox_does_not_hear_is_an_error_that_says_so()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", WalkSetup.Hum())), ("b", setup.WriteAudio("b.wav", WalkSetup.Speak(Words))));

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.Equal((Outcome.Error, FailureStage.Speech), (results[0].Outcome, results[0].FailureStage));
        Assert.StartsWith(
            "'a.wav' is not in the sandbox's voice, and the sandbox hears no other.", results[0].ErrorMessage, StringComparison.Ordinal);
        Assert.NotEqual(Outcome.Error, results[1].Outcome);
    }

    [Fact(Timeout = 300_000)]
    public async Task Crawl_does_not_play_what_a_speech_endpoint_says_in_the_voice_of_the_sandbox()
    {
        await using var service = new RefusalService(async (call, stop) =>
        {
            if (call.Stage != "speech") return false;
            byte[] tones = PcmSamples.Encode(FskVoice.Speak(Words), AudioEncoding.Pcm16);
            call.Context.Response.ContentType = "audio/pcm";
            await call.Context.Response.OutputStream.WriteAsync(tones, stop);
            call.Context.Response.Close();
            return true;
        });
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { Target = Local(service), MaximumCases = 1, RetryLimit = TimeSpan.Zero };

        CrawlResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Error, FailureStage.Speech), (result.Outcome, result.FailureStage));
        Assert.Contains("in the sandbox's voice", result.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "input_audio_buffer.append",
            await File.ReadAllTextAsync(Path.Combine(setup.RunPath, result.EventLogPath), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Empty(
            Directory.Exists(setup.Options.SpeechCachePath)
                ? Directory.GetFiles(setup.Options.SpeechCachePath, "*", SearchOption.AllDirectories)
                : []);
    }

    private static ServiceTarget Local(RefusalService service) =>
        ServiceTarget.Resolve(null, service.BaseAddress, ApiKey.From("sk-test-0123456789"));

    /// <summary>A sound that is no voice of the sandbox.</summary>
    private static void UseAudio(WalkSetup setup, string change)
    {
        if (change == "shipped") return;
        short[] said = Resampler.Convert(FskVoice.Speak(Words), 24_000, 8_000);
        AudioEncoding law = change == "another law" ? AudioEncoding.ALaw : AudioEncoding.MuLaw;
        short[] changed = change switch
        {
            "trimmed" => said[1_200..4_000],
            "quieter" => [.. said.Select(sample => (short)(sample / 20))],
            "through another rate" => Resampler.Convert(Resampler.Convert(said, 8_000, 11_025), 11_025, 8_000),
            "noisy" => Signal.WithNoise(said, 3, seed: 1),
            "among silence" => [.. new short[12_000], .. said, .. new short[9_000]],
            _ => said,
        };
        if (change == "renamed") setup.WriteBytes("my voice.WAV", File.ReadAllBytes(ProductData.PathOf("walk", "crawl_004.wav")));
        else setup.WriteAudio("my voice.WAV", PcmSamples.Encode(changed, law), law);
        setup.UseRows(("a", "my voice.WAV"));
        setup.Options = setup.Options with { InputEncoding = law };
    }
}
