using RealtimeEvals.Adapters;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.TextModels;
using Xunit;

namespace RealtimeEvals.Tests.Adapters;

public sealed class RestWaitTests
{
    public static TheoryData<string> Endpoints => ["speech", "transcription", "judge", "responses", "chat", "hosted"];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Endpoints))]
    public async Task Without_time_for_another_attempt_there_is_one(string endpoint)
    {
        await using LoopbackServer server = Refusing(429, "0");

        string message = await FailAsync(endpoint, server, TimeSpan.Zero);

        Assert.Contains("429", message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Endpoints))]
    public async Task Server_that_asks_for_no_wait_is_not_stormed(string endpoint)
    {
        await using LoopbackServer server = Refusing(429, "0");

        await FailAsync(endpoint, server, TimeSpan.FromSeconds(1.5));

        Assert.InRange(server.Requests.Count, 2, 3);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Endpoints))]
    public async Task Server_that_asks_for_more_than_is_left_is_not_asked_again(string endpoint)
    {
        await using LoopbackServer server = Refusing(429, "Fri, 31 Dec 9999 23:59:59 GMT");

        await FailAsync(endpoint, server, RetryTerms.DefaultLimit);

        Assert.Single(server.Requests);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("responses")]
    [InlineData("chat")]
    public async Task Refusal_is_told_where_the_patience_is_shorter_than_the_attempts(string endpoint)
    {
        await using LoopbackServer server = Refusing(500, "");

        string message = await FailAsync(endpoint, server, RetryTerms.DefaultLimit, patience: TimeSpan.FromSeconds(4));

        Assert.Contains("HTTP 500", message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Endpoints))]
    public async Task Port_that_nobody_listens_on_is_tried_until_the_limit(string endpoint)
    {
        int port = LoopbackServer.ClosedPort();
        string message = await FailAsync(endpoint, port, TimeSpan.Zero);

        Assert.Contains("could not be reached", message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Endpoints))]
    public async Task Answer_that_never_ends_is_cut_at_its_limit(string endpoint)
    {
        int limit = endpoint == "speech" ? LimitedBodies.MaximumSpeechBytes : LimitedBodies.MaximumJsonBytes;
        byte[] block = new byte[1024 * 1024];
        Array.Fill(block, (byte)' ');
        long sent = 0;
        await using var server = new LoopbackServer(async (context, stop) =>
        {
            context.Response.SendChunked = true;
            context.Response.ContentType = endpoint == "speech" ? "audio/pcm" : "application/json";
            while (!stop.IsCancellationRequested)
            {
                await context.Response.OutputStream.WriteAsync(block, stop);
                Interlocked.Add(ref sent, block.Length);
            }
        });

        string message = await FailAsync(endpoint, server, RetryTerms.DefaultLimit);

        Assert.Contains(
            FormattableString.Invariant($"sent too much: the answer has more than {limit} bytes."),
            message,
            StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.InRange(Interlocked.Read(ref sent), 0, 2L * limit);
    }

    private static LoopbackServer Refusing(int status, string retryAfter) => new((context, _) =>
    {
        if (retryAfter.Length > 0) context.Response.Headers["Retry-After"] = retryAfter;
        return LoopbackServer.RefuseAsync(context, status, """{"error":{"message":"Not now.","type":"server_error","code":null}}""");
    });

    private static Task<string> FailAsync(string endpoint, LoopbackServer server, TimeSpan limit, TimeSpan? patience = null) =>
        FailAsync(endpoint, server.Port, limit, patience);

    private static async Task<string> FailAsync(string endpoint, int port, TimeSpan limit, TimeSpan? patience = null)
    {
        var target = ServiceTarget.Resolve(
            null, FormattableString.Invariant($"http://127.0.0.1:{port}/v1"), ApiKey.From("sk-test-0123456789"));
        var terms = new RetryTerms(limit, patience ?? Patience.Ample.Inactivity, Seed: 1);
        TimeProvider time = TimeProvider.System;
        using var refusal = new RefusalSetup(target);
        RefusalOptions options = refusal.Options with
        {
            RetryLimit = limit,
            Limits = Patience.Ample with { Inactivity = terms.Patience },
            Backend = endpoint == "hosted" ? RefusalBackend.OpenAIEvals : RefusalBackend.Responses,
        };
        var question = new TextQuestion("gpt-test", "Say it.", "a", null, "case");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(terms.Patience);
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            if (endpoint == "speech")
            {
                await new OpenAISpeech(target, terms, time).SynthesizeAsync(new SpeechRequest("tts", "alloy", "hello"), stop.Token);
            }
            else if (endpoint == "transcription")
            {
                await new OpenAITranscription(target, terms, time)
                    .TranscribeAsync(new TranscriptionRequest("stt", new byte[64]), stop.Token);
            }
            else if (endpoint == "judge")
            {
                await new OpenAIJudge(target, terms, time)
                    .AskAsync(new JudgeQuestion("gpt-test", "You judge.", "a", "grade", "{}"), stop.Token);
            }
            else if (endpoint == "responses") await new OpenAITextModel(options.TextModel, time).AskAsync(question, stop.Token);
            else if (endpoint == "chat") await new OpenAIChatModel(options.TextModel, time).AskAsync(question, stop.Token);
            else await HostedAsync(options, stop.Token);
        });
        Assert.True(failure is SpeechException or JudgeException or TextModelException, $"{failure}");
        return failure.Message;
    }

    private static async Task HostedAsync(RefusalOptions options, CancellationToken stop)
    {
        using var requests = new HostedRequests(options, TimeProvider.System);
        await requests.PostAsync("evals", [], stop);
    }
}
