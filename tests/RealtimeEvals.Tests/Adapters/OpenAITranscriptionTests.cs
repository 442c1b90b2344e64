using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters;

public sealed class OpenAITranscriptionTests
{
    private const string Words = "My account is BW-48213.";

    private static readonly TranscriptionRequest Request = new("gpt-transcribe", Spoken.Wav(Words));

    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.Pcm16, 24_000)]
    [InlineData(AudioEncoding.MuLaw, 8_000)]
    [InlineData(AudioEncoding.ALaw, 8_000)]
    public async Task Words_are_those_that_were_spoken(AudioEncoding encoding, int rate)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        Assert.Equal(Words, await TranscribeAsync(sandbox.Target, Request with { Wav = Spoken.Wav(Words, encoding, rate) }));
    }

    [Fact(Timeout = 300_000)]
    public async Task Words_that_were_not_understood_are_none_and_the_id_is_sent()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe:nothing@run/a");

        Assert.Equal("", await TranscribeAsync(sandbox.Target, Request with { ClientRequestId = "run/a" }));
        Assert.Equal(Words, await TranscribeAsync(sandbox.Target, Request with { ClientRequestId = "run/b" }));
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_is_told_in_one_line_and_in_the_service_s_words()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe:403x1");

        SpeechException injected = await FailAsync(sandbox.Target, Request);
        SpeechException unknown = await FailAsync(sandbox.Target, Request with { Model = "gpt-5.1" });
        SpeechException file = await FailAsync(sandbox.Target, Request with { Wav = new byte[100] });

        Assert.Contains("Nothing was transcribed (injected).", injected.Message, StringComparison.Ordinal);
        Assert.Contains("The model 'gpt-5.1' does not exist", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid file format: no RIFF/WAVE header", file.Message, StringComparison.Ordinal);
        Assert.All(
            [injected, unknown, file],
            exception => Assert.StartsWith("the transcription endpoint refused: ", exception.Message, StringComparison.Ordinal));
        Assert.All([injected, unknown, file], exception => Assert.DoesNotContain('\n', exception.Message));
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_that_may_pass_is_tried_again()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe:500x1");

        Assert.Equal(Words, await TranscribeAsync(sandbox.Target, Request));
    }

    [Fact(Timeout = 300_000)]
    public async Task Cancellation_of_a_request_that_hangs_passes_through()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe:hang");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new OpenAITranscription(sandbox.Target, Patience.Retries, TimeProvider.System).TranscribeAsync(Request, limit.Token));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("null", "an answer without a text")]
    [InlineData("{}", "an answer without a text")]
    [InlineData("""{"text":7}""", "")]
    [InlineData("""{"text":"\ud800"}""", "")]
    [InlineData("<html>", "")]
    public async Task Answer_that_is_no_transcript_is_a_failure(string body, string reason)
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 200, body));

        SpeechException exception = await FailAsync(ServiceTarget.Resolve(server.RealtimeAddress.ToString(), null, null), Request);

        Assert.StartsWith($"the transcription endpoint sent what cannot be read: {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Service_whose_address_is_not_known_is_not_asked()
    {
        var target = new ServiceTarget(
            new Uri("wss://voice.example/session?token=secret"), null, "voice.example", ApiKey.From("k"), AuthenticationScheme.Bearer);

        SpeechException exception = await FailAsync(target, Request);

        Assert.Equal("the address of the transcription endpoint cannot be told from wss://voice.example/session", exception.Message);
    }

    private static Task<string> TranscribeAsync(ServiceTarget target, TranscriptionRequest request) =>
        new OpenAITranscription(target, Patience.Retries, TimeProvider.System)
            .TranscribeAsync(request, TestContext.Current.CancellationToken);

    private static Task<SpeechException> FailAsync(ServiceTarget target, TranscriptionRequest request) =>
        Assert.ThrowsAsync<SpeechException>(() => TranscribeAsync(target, request));
}
