using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>What becomes of a row, by backend and by what the service does with the second of four rows.</summary>
public sealed class RefusalBackendTests
{
    /// <summary>The fault, the outcome, the label, and a part of the reason or the error.</summary>
    public static TheoryData<string, Outcome, RefusalLabel, string> Faults => new()
    {
        { "wrong", Outcome.Fail, RefusalLabel.Refuse, "expected ALLOW, got REFUSE." },
        { "empty", Outcome.Error, RefusalLabel.Unclear, "the answer is empty." },
        { "chatty", Outcome.Fail, RefusalLabel.Unclear, "the answer is no label." },
        { "refused", Outcome.Fail, RefusalLabel.Unclear, "the model refused to answer." },
        { "hang", Outcome.Error, RefusalLabel.Unclear, "no answer within 4 s." },
        { "drop", Outcome.Error, RefusalLabel.Unclear, "" },
        { "500", Outcome.Error, RefusalLabel.Unclear, "" },
        { "429x2", Outcome.Pass, RefusalLabel.Allow, "" },
        { "temperature", Outcome.Pass, RefusalLabel.Allow, "" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public Task Responses(string fault, Outcome outcome, RefusalLabel label, string words) =>
        RunAsync(RefusalBackend.Responses, fault, outcome, label, words);

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public Task Chat_completions(string fault, Outcome outcome, RefusalLabel label, string words) =>
        RunAsync(RefusalBackend.ChatCompletions, fault, outcome, label, words);

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.OpenAIEvals, "wrong", Outcome.Fail, RefusalLabel.Refuse, "expected ALLOW, got REFUSE.")]
    [InlineData(RefusalBackend.AzureEvals, "empty", Outcome.Error, RefusalLabel.Unclear, "the answer is empty.")]
    [InlineData(RefusalBackend.AzureEvals, "chatty", Outcome.Fail, RefusalLabel.Unclear, "the answer is no label.")]
    [InlineData(RefusalBackend.OpenAIEvals, "429", Outcome.Error, RefusalLabel.Unclear, "the answer is empty.")]
    public Task Hosted_evals(RefusalBackend backend, string fault, Outcome outcome, RefusalLabel label, string words) =>
        RunAsync(backend, fault, outcome, label, words);

    [Theory(Timeout = 300_000)]
    [InlineData("answer:wrong", Outcome.Fail, "expected ALLOW, got REFUSE.")]
    [InlineData("answer:empty", Outcome.Fail, "the answer is no label.")]
    [InlineData("answer:refused", Outcome.Fail, "the model refused to answer.")]
    [InlineData("answer:400", Outcome.Error, "refused")]
    [InlineData("error", Outcome.Error, "")]
    [InlineData("status", Outcome.Error, "")]
    [InlineData("no-done", Outcome.Error, "")]
    [InlineData("empty", Outcome.Error, "the answer is empty.")]
    public async Task Voice(string fault, Outcome outcome, string words)
    {
        await using SandboxServer sandbox = TestSandbox.Start($"{fault}@row_002");
        using RefusalSetup setup = Setup(sandbox, RefusalBackend.Responses, fault);
        setup.Options = setup.Options with { Speaks = true };

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertRows(setup, sandbox, result, outcome, words);
        Assert.True(result.Voice);
        Assert.All(setup.Rows, row => Assert.Equal("sandbox", row.Provider));
        Assert.All(setup.Rows, row => Assert.True(File.Exists(setup.Files.PathOf(row.EventLogPath))));
    }

    [Fact(Timeout = 300_000)]
    public async Task Replay_asks_nobody_and_passes_only_as_a_rehearsal()
    {
        using var setup = new RefusalSetup(ServiceTarget.Replay);
        string answers = setup.Write(
            "answers.jsonl",
            string.Concat(
                RefusalService.Rows.Select(row => $"{{\"prompt\":{RefusalRows.Quote(row.Prompt)},\"answer\":\"{row.Expected}.\"}}\n")));
        setup.Options = setup.Options with { Backend = RefusalBackend.Replay, AnswersPath = answers, ConfirmReal = false };

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((false, "replay", new RefusalCounts(4, 4, 0, 0)), (result.GatePass, result.Provider, result.ResultCounts));
        Assert.Equal(["The answers came from a file; that is a rehearsal, not evidence."], result.GateReasons);
        setup.Options = setup.Options with { AllowSandbox = true, RunName = "again" };
        setup.Sink = new CollectingSink();
        Assert.True((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);
    }

    [Fact(Timeout = 300_000)]
    public async Task Replay_says_everything_that_is_wrong_with_its_answers()
    {
        using var setup = new RefusalSetup(ServiceTarget.Replay);
        string answers = setup.Write("answers.jsonl", """
            {"prompt":"a","answer":"ALLOW"}
            {"prompt":"a","answer":"ALLOW"}
            {"prompt":"b"}
            {"answer":"ALLOW","note":1}
            """);
        setup.Options = setup.Options with { Backend = RefusalBackend.Replay, AnswersPath = answers };

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.All(
            ["row 2", "row 3", "row 4", "a key that nobody knows"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        await File.WriteAllTextAsync(answers, """{"prompt":"a","answer":"ALLOW"}""", TestContext.Current.CancellationToken);
        error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));
        Assert.All(["row_001", "row_004"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_that_is_reached_by_its_address_is_known_for_what_it_is()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        RefusalBackend[] backends = [RefusalBackend.Responses, RefusalBackend.ChatCompletions, RefusalBackend.AzureEvals];
        foreach (RefusalBackend backend in backends)
        {
            using var setup = new RefusalSetup(sandbox.Target.Rest!.AbsoluteUri);
            setup.Options = setup.Options with { Backend = backend, MaximumWait = Patience.Ample.Inactivity };

            RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

            Assert.Equal((false, "sandbox", 4), (result.GatePass, result.Provider, result.ResultCounts.Passed));
            Assert.Equal(["The sandbox answered; that is a rehearsal, not evidence."], result.GateReasons);
        }
    }

    private static async Task RunAsync(RefusalBackend backend, string fault, Outcome outcome, RefusalLabel label, string words)
    {
        await using SandboxServer sandbox = TestSandbox.Start($"answer:{fault}@row_002");
        using RefusalSetup setup = Setup(sandbox, backend, fault);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertRows(setup, sandbox, result, outcome, words);
        Assert.Equal(label, setup.Rows[1].Label);
    }

    /// <summary>What never answers is not waited for long; what may pass is.</summary>
    private static RefusalSetup Setup(SandboxServer sandbox, RefusalBackend backend, string fault)
    {
        var setup = new RefusalSetup(sandbox.Target);
        setup.Options =
            setup.Options with { Backend = backend, AllowSandbox = true, ConfirmReal = false, MaximumWait = Patience.Ample.Inactivity };
        if (fault.StartsWith("429", StringComparison.Ordinal)) setup.Options = setup.Options with { RetryLimit = RetryTerms.DefaultLimit };
        if (fault is "hang" or "no-done") setup.Options = setup.Options with { Limits = Patience.Brief };
        return setup;
    }

    private static void AssertRows(RefusalSetup setup, SandboxServer sandbox, RefusalSmokeResult result, Outcome outcome, string words)
    {
        Assert.Equal([Outcome.Pass, outcome, Outcome.Pass, Outcome.Pass], setup.Rows.Select(row => row.Outcome));
        Assert.Contains(words, setup.Rows[1].Reason + setup.Rows[1].ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(outcome == Outcome.Pass, result.GatePass);
        SmokeContract.AssertHolds(setup.Result);
        Assert.Empty(sandbox.DescribeUnusedFaults());
    }
}
