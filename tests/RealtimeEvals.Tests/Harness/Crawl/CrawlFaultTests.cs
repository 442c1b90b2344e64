using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlFaultTests
{
    private const string Case = "crawl_005";
    private const int Cases = 8;

    /// <summary>
    /// Fault; outcome of the case; its stage; part of its message; connections tried; whether some audio came back before it.
    /// </summary>
    public static TheoryData<string, Outcome, string, string, int, bool> Faults => new()
    {
        { "handshake:403", Outcome.Error, FailureStage.Handshake, "The connection was refused (injected).", 1, false },
        { "handshake:404", Outcome.Error, FailureStage.Handshake, "model_not_found", 1, false },
        { "handshake:429", Outcome.Error, FailureStage.Handshake, "rate_limit_exceeded", 4, false },
        { "handshake:500", Outcome.Error, FailureStage.Handshake, "HTTP 500", 1, false },
        { "handshake:429x2", Outcome.Pass, "", "", 3, true },
        { "hang", Outcome.Error, FailureStage.Connection, "no answer", 1, false },
        { "drop:1", Outcome.Error, FailureStage.Connection, "", 1, false },
        { "drop:3", Outcome.Error, FailureStage.ResponseMissingDone, "", 1, false },
        { "drop:12", Outcome.Error, FailureStage.ResponseMissingDone, "", 1, true },
        { "no-done", Outcome.Error, FailureStage.ResponseTimeout, "waiting for response.done", 1, true },
        { "status:failed", Outcome.Error, FailureStage.ResponseStatus, "The model could not finish the response (injected).", 1, true },
        { "status:incomplete", Outcome.Error, FailureStage.ResponseStatus, "max_output_tokens", 1, true },
        { "status:cancelled", Outcome.Error, FailureStage.ResponseStatus, "client_cancelled", 1, true },
        {
            "error", Outcome.Error, FailureStage.ResponseError,
            "The server had an error while processing your request (injected).", 1, false
        },
        { "expire", Outcome.Error, FailureStage.ResponseError, "maximum duration of 60 minutes", 1, true },
        { "late-audio:200", Outcome.Pass, "", "", 1, true },
        { "stall:200", Outcome.Pass, "", "", 1, true },
        { "stall:60000", Outcome.Error, FailureStage.ResponseTimeout, "no event for 4 s", 1, true },
        { "malformed", Outcome.Error, FailureStage.ResponseProtocol, "not valid JSON", 1, true },
        { "binary", Outcome.Error, FailureStage.ResponseProtocol, "binary frame", 1, true },
        { "big-frame", Outcome.Pass, "", "", 1, true },
        { "unknown-event", Outcome.Pass, "", "", 1, true },
        { "close:1001", Outcome.Error, FailureStage.ResponseMissingDone, "1001: going away", 1, true },
        { "empty", Outcome.Inconclusive, "", "no sound, no text and no call", 1, false },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public async Task Run_with_a_fault_in_one_case_fails_that_case_alone(
        string fault, Outcome outcome, string stage, string words, int attempts, bool hasAudio)
    {
        await using var setup = new CrawlSetup($"{fault}@{Case}");
        setup.Options = setup.Options with
        {
            MaximumCases = Cases,
            Limits = Patience.Brief,
            RetryLimit = TimeSpan.FromSeconds(7),
        };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        CrawlResult hit = Assert.Single(results, result => result.CaseId == Case);
        Assert.Equal((outcome, stage), (hit.Outcome, hit.FailureStage));
        Assert.Contains(words, hit.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal((attempts, 1), (hit.ConnectionAttempts, hit.Attempts));
        AssertAudio(setup, hit, hasAudio);
        Assert.All(results.Where(result => result != hit), result => Assert.Equal(Outcome.Pass, result.Outcome));
        AssertSummary(setup, outcome);
    }

    private static void AssertAudio(CrawlSetup setup, CrawlResult hit, bool hasAudio)
    {
        Assert.True(new FileInfo(Path.Combine(setup.RunPath, hit.InputAudioPath)) is { Length: > 44 });
        string output = Path.Combine(setup.RunPath, "audio", Case, "output.wav");
        Assert.Equal(hasAudio, File.Exists(output));
        Assert.Equal(hasAudio ? $"audio/{Case}/output.wav" : "", hit.OutputAudioPath);
    }

    private static void AssertSummary(CrawlSetup setup, Outcome outcome)
    {
        JsonElement summary = new RunFiles(setup.RunPath).Summary;
        string[] keys = ["passed", "failed", "errored", "inconclusive", "skipped"];
        int[] counts = [.. keys.Select(key => summary.GetProperty(key).GetInt32())];
        Assert.Equal(Cases, summary.GetProperty("planned").GetInt32());
        Assert.Equal(Cases, counts.Sum());
        Assert.Equal(
            [Outcome.Pass == outcome ? Cases : Cases - 1, 0, outcome == Outcome.Error ? 1 : 0, outcome == Outcome.Inconclusive ? 1 : 0, 0],
            counts);
        Assert.Equal("completed", summary.GetProperty("state").GetString());
    }
}
