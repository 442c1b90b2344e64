using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>
/// What a reader of the reference makes of the files of a run, for each way in which the gate is false although no row failed.
/// </summary>
public sealed class ReferenceReaderTests
{
    /// <summary>The run, and the status that its files bear.</summary>
    public static TheoryData<string, string> Runs => new()
    {
        { "sandbox", "rehearsal" },
        { "sandbox by its address", "rehearsal" },
        { "sandbox, spoken", "rehearsal" },
        { "replay", "rehearsal" },
        { "a part", "not_passed" },
        { "some rows", "not_passed" },
        { "hosted, one skipped", "not_passed" },
        { "hosted, one uncounted", "not_passed" },
        { "hosted, no counts", "not_passed" },
        { "hosted, canceled", "canceled" },
        { "resumed late", "not_passed" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Runs))]
    public async Task Run_whose_gate_is_false_reads_as_no_pass(string run, string status)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using var service = new RefusalService();
        using RefusalSetup setup = Setup(run, sandbox, service);
        setup.StatusPath = setup.PathOf("status.json");
        await GreenStatus.WriteAsync(setup.StatusPath, "");

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);
        if (run == "resumed late")
        {
            await AgedRun.MakeAsync(setup);
            result = await setup.RunAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(result.GatePass);
        Assert.NotEmpty(result.GateReasons);
        Assert.False(ReferenceReader.Passes(setup.Result), setup.Result.GetRawText());
        Assert.False(ReferenceReader.CountsPass(setup.Result), setup.Result.GetRawText());
        Assert.Equal(status, setup.Result.GetProperty("status").GetString());
        SmokeContract.AssertHolds(setup.Result);
        string after = await File.ReadAllTextAsync(setup.StatusPath, TestContext.Current.CancellationToken);
        Assert.False(ReferenceReader.FiguresPass(Given.Json(after)), after);
        Assert.Equal(
            status,
            Given.Json(after).GetProperty("openai_evals_v0").GetProperty("refusal_smoke").GetProperty("status").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_gate_is_true_reads_as_a_pass()
    {
        await using var service = new RefusalService();
        using var setup = new RefusalSetup(service.BaseAddress);

        Assert.True((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);

        Assert.True(ReferenceReader.Passes(setup.Result), setup.Result.GetRawText());
    }

    private static RefusalSetup Setup(string run, SandboxServer sandbox, RefusalService service)
    {
        var setup = run switch
        {
            "sandbox" or "sandbox, spoken" => new RefusalSetup(sandbox.Target),
            "sandbox by its address" => new RefusalSetup(sandbox.Target.Rest!.AbsoluteUri),
            "replay" => new RefusalSetup(ServiceTarget.Replay),
            _ => new RefusalSetup(service.BaseAddress),
        };
        service.Poll = run switch
        {
            "hosted, one skipped" => """{"status":"completed","result_counts":{"total":4,"passed":3,"failed":0,"errored":0,"skipped":1}}""",
            "hosted, one uncounted" => """{"status":"succeeded","result_counts":{"total":4,"passed":3,"failed":0,"errored":0}}""",
            "hosted, no counts" => """{"status":"completed"}""",
            "hosted, canceled" => """{"status":"canceled","result_counts":{"total":4,"passed":4,"failed":0,"errored":0}}""",
            _ => service.Poll,
        };
        setup.Options = run switch
        {
            "sandbox, spoken" => setup.Options with { Speaks = true },
            "replay" => setup.Options with { Backend = RefusalBackend.Replay, AnswersPath = setup.Write("answers.jsonl", Answers) },
            "a part" => setup.Options with { MaximumCases = 2 },
            "some rows" => setup.Options with { Selection = new CaseSelection { CaseIds = ["row_003"] } },
            _ when run.StartsWith("hosted", StringComparison.Ordinal) => setup.Options with { Backend = RefusalBackend.AzureEvals },
            _ => setup.Options,
        };
        return setup;
    }

    private static string Answers =>
        string.Concat(RefusalService.Rows.Select(row => $"{{\"prompt\":{RefusalRows.Quote(row.Prompt)},\"answer\":\"{row.Expected}\"}}\n"));
}
