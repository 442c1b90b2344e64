using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>What is sent to the service, and how much of it at once.</summary>
public sealed class RefusalRequestTests
{
    [Fact(Timeout = 300_000)]
    public async Task Responses_are_asked_for_with_the_shipped_instructions_at_temperature_0_and_not_stored()
    {
        await using var service = new RefusalService();
        using RefusalSetup setup = Setup(service, RefusalBackend.Responses);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.GatePass, result.ToString());
        Assert.Equal(
            RefusalService.Rows.Select(row => row.Prompt).Order(StringComparer.Ordinal),
            service.RowCalls.Select(call => call.Json["input"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(service.RowCalls, call =>
        {
            Assert.Equal(["model", "instructions", "input", "store", "temperature"], call.Json.AsObject().Select(member => member.Key));
            Assert.Equal(
                (setup.Options.Model, RefusalRows.RequestClassifier.Trim(), false, 0),
                (
                    call.Json["model"]!.GetValue<string>(),
                    call.Json["instructions"]!.GetValue<string>(),
                    call.Json["store"]!.GetValue<bool>(),
                    call.Json["temperature"]!.GetValue<double>()));
            AssertHeaders(call, "Authorization", "Bearer sk-test-0123456789");
        });
        Assert.Equal(
            ["test/row_001", "test/row_002", "test/row_003", "test/row_004"],
            service.RowCalls.Select(call => call.Headers["X-Client-Request-Id"]!).Order(StringComparer.Ordinal));
        Assert.Equal((20, 1), (setup.Rows[0].Usage.InputTokens, setup.Rows[0].Usage.OutputTokens));
        Assert.Equal(("resp_1", "gpt-test", "127.0.0.1"), (setup.Rows[0].ResponseId, setup.Rows[0].Model, setup.Rows[0].Provider));
    }

    [Fact(Timeout = 300_000)]
    public async Task Chat_has_the_instructions_as_its_first_message()
    {
        await using var service = new RefusalService();
        using RefusalSetup setup = Setup(service, RefusalBackend.ChatCompletions);

        Assert.True((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);

        Assert.All(service.RowCalls, call =>
        {
            JsonArray messages = call.Json["messages"]!.AsArray();
            Assert.Equal(
                [("system", RefusalRows.RequestClassifier.Trim()), ("user", Known(messages[1]!["content"]!.GetValue<string>()))],
                messages.Select(message => (message!["role"]!.GetValue<string>(), message["content"]!.GetValue<string>())));
            Assert.Equal(0, call.Json["temperature"]!.GetValue<double>());
            AssertHeaders(call, "Authorization", "Bearer sk-test-0123456789");
        });
    }

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.OpenAIEvals, AuthenticationScheme.Bearer, "Authorization", "Bearer sk-test-0123456789")]
    [InlineData(RefusalBackend.AzureEvals, AuthenticationScheme.ApiKeyHeader, "api-key", "sk-test-0123456789")]
    public async Task Hosted_run_is_uploaded_made_looked_at_fetched_and_taken_away(
        RefusalBackend backend, AuthenticationScheme scheme, string header, string value)
    {
        await using var service = new RefusalService();
        using RefusalSetup setup = Setup(service, backend, scheme);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.GatePass, result.ToString());
        Assert.Equal(["upload", "eval", "run", "poll", "items", "delete eval", "delete file"], service.Stages);
        Assert.All(service.Calls, call => AssertHeaders(call, header, value));
        RefusalService.Call[] calls = [.. service.Calls];
        Assert.Contains(RefusalService.Dataset, calls[0].Body, StringComparison.Ordinal);
        Assert.Equal(
            ["prompt", "expected"],
            calls[1].Json["data_source_config"]!["item_schema"]!["required"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Equal(
            ("string_check", "eq"),
            (
                calls[1].Json["testing_criteria"]![0]!["type"]!.GetValue<string>(),
                calls[1].Json["testing_criteria"]![0]!["operation"]!.GetValue<string>()));
        JsonNode source = calls[2].Json["data_source"]!;
        Assert.Equal(
            ("responses", "file_1", 0),
            (
                source["type"]!.GetValue<string>(),
                source["source"]!["id"]!.GetValue<string>(),
                source["sampling_params"]!["temperature"]!.GetValue<double>()));
        Assert.Equal(
            ["developer", "user"],
            source["input_messages"]!["template"]!.AsArray().Select(message => message!["role"]!.GetValue<string>()));
        Assert.Equal(
            ("file_1", "eval_1", "run_1", "https://reports.example/1"),
            (result.FileId, result.EvalId, result.RunId, result.ReportUrl));
        Assert.Equal(
            backend == RefusalBackend.OpenAIEvals,
            setup.Sink.Warnings.Any(warning => warning.Contains("2026-11-30", StringComparison.Ordinal)));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.Responses)]
    [InlineData(RefusalBackend.AzureEvals)]
    public async Task Service_that_leads_elsewhere_is_not_followed_with_the_key(RefusalBackend backend)
    {
        await using var elsewhere = new RefusalService();
        await using var service = new RefusalService((call, _) => LeadAsync(call, elsewhere));
        using RefusalSetup setup = Setup(service, backend, AuthenticationScheme.ApiKeyHeader);

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("EndpointUnavailable", error.ErrorId);
        Assert.Single(service.Calls);
        Assert.Empty(elsewhere.Calls);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.Responses)]
    [InlineData(RefusalBackend.AzureEvals)]
    public async Task Row_that_is_led_elsewhere_is_an_error_and_not_followed_with_the_key(RefusalBackend backend)
    {
        await using var elsewhere = new RefusalService();
        await using var service = new RefusalService(
            (call, _) => call.IsProbe || call.Stage == "upload" ? Task.FromResult(false) : LeadAsync(call, elsewhere));
        using RefusalSetup setup = Setup(service, backend, AuthenticationScheme.ApiKeyHeader);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(result.GatePass);
        Assert.Empty(elsewhere.Calls);
        Assert.Equal([Outcome.Error, Outcome.Error, Outcome.Error, Outcome.Error], setup.Rows.Select(row => row.Outcome));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("upload")]
    [InlineData("eval")]
    [InlineData("run")]
    [InlineData("poll")]
    [InlineData("items")]
    [InlineData("response")]
    public async Task Answer_with_text_that_is_no_Unicode_ends_in_an_error_of_ours(string stage)
    {
        const string Broken =
            """{"\ud800":1,"id":{"\udfff":1},"status":"\ud800","data":[{"\ud800":1}],"output":[{"\ud800":1}],"report_url":"\ud800"}""";
        await using var service = new RefusalService(
            (call, _) => call.Stage == stage && !call.IsProbe ? RefusalService.RefuseAsync(call, 200, Broken) : Task.FromResult(false));
        using RefusalSetup setup = Setup(service, stage == "response" ? RefusalBackend.Responses : RefusalBackend.AzureEvals);

        RefusalSmokeResult? result = null;
        if (await Record.ExceptionAsync(async () => result = await setup.RunAsync(TestContext.Current.CancellationToken)) is { } fault)
        {
            Assert.IsType<EvalException>(fault);
        }

        Assert.False(result?.GatePass ?? false);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_are_asked_at_most_so_many_at_once(int limit)
    {
        int now = 0, most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = new RefusalService(async (call, stop) =>
        {
            if (call.IsProbe) return false;
            lock (full)
            {
                most = Math.Max(most, ++now);
                if (now >= limit) full.TrySetResult();
            }

            await full.Task.WaitAsync(stop);
            lock (full) now--;
            return false;
        });
        using RefusalSetup setup = Setup(service, RefusalBackend.Responses);
        setup.Options = setup.Options with { ThrottleLimit = limit };

        Assert.Equal(4, (await setup.RunAsync(TestContext.Current.CancellationToken)).ResultCounts.Passed);

        Assert.Equal(limit, most);
    }

    [Fact(Timeout = 300_000)]
    public async Task Resumed_run_asks_again_only_about_rows_without_a_verdict()
    {
        bool isBroken = true;
        await using var service = new RefusalService((call, _) =>
            isBroken && call.Body.Contains(RefusalService.Rows[2].Prompt, StringComparison.Ordinal)
                ? RefusalService.RefuseAsync(call, 400)
                : Task.FromResult(false));
        using RefusalSetup setup = Setup(service, RefusalBackend.Responses);
        Assert.Equal(new RefusalCounts(4, 3, 0, 1), (await setup.RunAsync(TestContext.Current.CancellationToken)).ResultCounts);
        isBroken = false;
        setup.Options = setup.Options with { Resume = true, RetryErrors = true };
        setup.Sink = new CollectingSink();

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.GatePass, result.ToString());
        Assert.Equal(5, service.RowCalls.Count());
        Assert.Equal(RefusalService.Rows[2].Prompt, service.RowCalls.Last().Json["input"]!.GetValue<string>());
        Assert.Equal(["row_001", "row_002", "row_003", "row_004"], setup.Rows.Select(row => row.CaseId));
    }

    [Fact(Timeout = 300_000)]
    public async Task Part_of_the_set_never_passes()
    {
        await using var service = new RefusalService();
        using RefusalSetup setup = Setup(service, RefusalBackend.Responses);
        setup.Options = setup.Options with { MaximumCases = 3 };

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((3, 3, false), (service.RowCalls.Count(), result.ResultCounts.Passed, result.GatePass));
        Assert.Contains("3 of 4 rows were run.", result.GateReasons);
    }

    private static RefusalSetup Setup(
        RefusalService service, RefusalBackend backend, AuthenticationScheme scheme = AuthenticationScheme.Bearer)
    {
        var setup = new RefusalSetup(service.BaseAddress, scheme);
        setup.Options =
            setup.Options with { Backend = backend, Organization = "org_1", Project = "proj_1", MaximumWait = Patience.Ample.Inactivity };
        return setup;
    }

    private static Task<bool> LeadAsync(RefusalService.Call call, RefusalService elsewhere)
    {
        call.Context.Response.RedirectLocation = elsewhere.BaseAddress + call.Path["/v1".Length..];
        return RefusalService.RefuseAsync(call, 307);
    }

    private static void AssertHeaders(RefusalService.Call call, string header, string value) =>
        Assert.Equal(
            (value, "org_1", "proj_1"),
            (call.Headers[header], call.Headers["OpenAI-Organization"], call.Headers["OpenAI-Project"]));

    private static string Known(string prompt) => RefusalService.Rows.Single(row => row.Prompt == prompt).Prompt;
}
