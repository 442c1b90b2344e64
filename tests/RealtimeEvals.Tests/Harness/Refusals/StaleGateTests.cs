using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>A gate that was true before is false after a run that breaks, wherever and however it breaks.</summary>
public sealed class StaleGateTests
{
    /// <summary>The stages of the backends, each with each way to break.</summary>
    public static MatrixTheoryData<string, string> Breaks => new(
        ["response", "chat", "upload", "eval", "run", "poll", "items", "handshake", "speech"],
        ["401", "500", "drop", "time-out", "stop"]);

    /// <summary>The backend that has a stage.</summary>
    public static RefusalBackend BackendOf(string stage) => stage switch
    {
        "upload" or "eval" or "run" or "poll" or "items" or "delete eval" or "delete file" => RefusalBackend.AzureEvals,
        "chat" => RefusalBackend.ChatCompletions,
        _ => RefusalBackend.Responses,
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Breaks))]
    public async Task Run_that_breaks_at_a_stage_leaves_no_true_gate(string stage, string fault)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var service = new RefusalService(
            (call, hang) => call.Stage == stage ? BreakAsync(call, fault, stop, hang) : Task.FromResult(false));
        using var setup = Setup(service, stage);
        if (fault == "time-out")
        {
            setup.Options = setup.Options with { Limits = new TurnLimits(Patience.Brief.Inactivity, TimeSpan.FromSeconds(10)) };
        }

        string before = await GreenStatus.WriteAsync(setup.StatusPath, setup.ResultPath);

        Exception? thrown = await Record.ExceptionAsync(() => setup.RunAsync(stop.Token));

        Assert.Contains(stage, service.Stages);
        if (fault == "stop") Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        else if (stage is "handshake" or "response" or "chat" or "upload")
        {
            Assert.Equal("EndpointUnavailable", Assert.IsType<EvalException>(thrown).ErrorId);
        }
        else if ((stage, fault) == ("speech", "401")) Assert.Equal("AccountRefused", Assert.IsType<EvalException>(thrown).ErrorId);
        else Assert.Null(thrown);
        GreenStatus.AssertFalse(
            before, setup.StatusPath, setup.ResultPath, thrown is null ? ["completed", "not_passed", "queued", "unknown"] : ["failed"]);
        if (thrown is null) SmokeContract.AssertHolds(setup.Result);
        AssertNothingIsLeft(service, stage);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Run_one_of_whose_rows_is_refused_leaves_no_true_gate(int row)
    {
        string prompt = RefusalService.Rows[row - 1].Prompt;
        await using var service = new RefusalService((call, _) =>
            call.Body.Contains(prompt, StringComparison.Ordinal) ? RefusalService.RefuseAsync(call, 400) : Task.FromResult(false));
        using var setup = Setup(service, "response");
        string before = await GreenStatus.WriteAsync(setup.StatusPath, setup.ResultPath);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new RefusalCounts(4, 3, 0, 1), result.ResultCounts);
        GreenStatus.AssertFalse(before, setup.StatusPath, setup.ResultPath, "completed");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("response")]
    [InlineData("chat")]
    [InlineData("poll")]
    public async Task Run_that_is_good_makes_the_gate_true(string stage)
    {
        await using var service = new RefusalService();
        using var setup = Setup(service, stage);
        string before = await GreenStatus.WriteAsync(setup.StatusPath, setup.ResultPath);
        await File.WriteAllTextAsync(
            setup.StatusPath,
            before.Replace($"\"{GreenStatus.Gate}\": true", $"\"{GreenStatus.Gate}\": false", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.GatePass, result.ToString());
        Assert.True(setup.Result.GetProperty("gate_pass").GetBoolean());
        SmokeContract.AssertHolds(setup.Result);
        string[] parts =
            (await File.ReadAllTextAsync(setup.StatusPath, TestContext.Current.CancellationToken)).Split($"\"{GreenStatus.Gate}\": true");
        Assert.Equal(2, parts.Length - 1);
        AssertNothingIsLeft(service, stage);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_cannot_write_what_was_answered_leaves_no_true_gate()
    {
        string results = "";
        await using var service = new RefusalService(async (_, stop) =>
        {
            // The folder of the run goes away while it is under way.
            if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
            await File.WriteAllTextAsync(results, "", stop);
            return false;
        });
        using var setup = Setup(service, "poll");
        results = setup.Options.ResultsPath;
        string before = await GreenStatus.WriteAsync(setup.StatusPath, setup.ResultPath);

        Assert.NotNull(await Record.ExceptionAsync(() => setup.RunAsync(TestContext.Current.CancellationToken)));

        GreenStatus.AssertFalse(before, setup.StatusPath, setup.ResultPath, "failed");
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_resumed_long_after_it_was_good_is_no_evidence_of_today()
    {
        await using var service = new RefusalService();
        using var setup = Setup(service, "response");
        setup.StatusPath = "";
        Assert.True((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);
        await AgedRun.MakeAsync(setup);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(5, service.Calls.Count);
        Assert.False(result.GatePass);
        Assert.Equal(["4 answers are older than 168 hours."], result.GateReasons);
    }

    private static RefusalSetup Setup(RefusalService service, string stage)
    {
        var setup = new RefusalSetup(service.BaseAddress);
        setup.StatusPath = setup.PathOf("status.json");
        setup.Options = setup.Options with
        {
            Backend = BackendOf(stage),
            Speaks = stage is "handshake" or "speech",
            MaximumWait = Patience.Ample.Inactivity,
        };
        return setup;
    }

    private static async Task<bool> BreakAsync(RefusalService.Call call, string fault, CancellationTokenSource stop, CancellationToken hang)
    {
        if (fault == "drop") return await RefusalService.DropAsync(call);
        if (fault == "stop") await stop.CancelAsync();
        return fault is "stop" or "time-out"
            ? await RefusalService.HangAsync(hang)
            : await RefusalService.RefuseAsync(call, int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Whatever was made at the service before the run broke was taken away again.</summary>
    private static void AssertNothingIsLeft(RefusalService service, string stage)
    {
        if (BackendOf(stage) != RefusalBackend.AzureEvals) return;
        Assert.Equal(stage != "upload", service.Stages.Contains("delete file"));
        Assert.Equal(stage is "run" or "poll" or "items", service.Stages.Contains("delete eval"));
    }
}
