using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>What is wrong with address, key or model is one error before the first row.</summary>
public sealed class RefusalProbeTests
{
    public static MatrixTheoryData<RefusalBackend, bool, int> Refusals => new(
        [RefusalBackend.Responses, RefusalBackend.ChatCompletions, RefusalBackend.AzureEvals], [false, true], [401, 403, 404, 400, 500]);

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Refusals))]
    public async Task Service_that_refuses_is_asked_once(RefusalBackend backend, bool speaks, int status)
    {
        if (speaks && backend == RefusalBackend.AzureEvals) return;
        await using var service = new RefusalService((call, _) =>
            call.Stage is "response" or "chat" or "upload" ? RefusalService.RefuseAsync(call, status) : Task.FromResult(false));
        using var setup = new RefusalSetup(service.BaseAddress);
        setup.Options = setup.Options with { Backend = backend, Speaks = speaks };

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("EndpointUnavailable", ErrorKind.Connection), (error.ErrorId, error.Kind));
        Assert.Contains("No case was started.", error.Message, StringComparison.Ordinal);
        Assert.Single(service.Calls, call => call.Stage is "response" or "chat" or "upload");
        Assert.DoesNotContain("speech", service.Stages);
        Assert.Empty(setup.Rows);
        Assert.Empty(setup.Sink.Errors);
        Assert.False(File.Exists(setup.ResultPath));
        Assert.Equal(RunState.Failed, FolderStore.ReadManifest(Path.Combine(setup.Options.ResultsPath, setup.Options.RunName))!.State);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.Responses, false)]
    [InlineData(RefusalBackend.ChatCompletions, false)]
    [InlineData(RefusalBackend.AzureEvals, false)]
    [InlineData(RefusalBackend.Responses, true)]
    public async Task Port_that_nobody_listens_on_is_one_error_and_no_row(RefusalBackend backend, bool speaks)
    {
        using var setup = new RefusalSetup(FormattableString.Invariant($"http://127.0.0.1:{LoopbackServer.ClosedPort()}/v1"));
        setup.Options = setup.Options with { Backend = backend, Speaks = speaks };

        Assert.Equal(
            "EndpointUnavailable",
            (await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken))).ErrorId);

        Assert.Empty(setup.Rows);
        Assert.Empty(setup.Sink.Errors);
    }

    [Fact(Timeout = 300_000)]
    public async Task Row_that_is_refused_by_itself_is_an_error_of_its_own()
    {
        string prompt = RefusalService.Rows[0].Prompt;
        await using var service = new RefusalService((call, _) =>
            call.Body.Contains(prompt, StringComparison.Ordinal) ? RefusalService.RefuseAsync(call, 400) : Task.FromResult(false));
        using var setup = new RefusalSetup(service.BaseAddress);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new RefusalCounts(4, 3, 0, 1), result.ResultCounts);
        Assert.Equal("probe", service.Calls.First().Headers["X-Client-Request-Id"]);
        Assert.Equal(5, service.Calls.Count);
    }

    [Fact(Timeout = 300_000)]
    public async Task Hosted_set_that_was_uploaded_for_nothing_is_taken_away()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var service = new RefusalService(async (call, hang) =>
        {
            if (call.Stage != "eval") return false;
            await stop.CancelAsync();
            return await RefusalService.HangAsync(hang);
        });
        using var setup = new RefusalSetup(service.BaseAddress);
        setup.Options = setup.Options with { Backend = RefusalBackend.AzureEvals };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        Assert.Equal("delete file", service.Stages.Last());
    }
}
