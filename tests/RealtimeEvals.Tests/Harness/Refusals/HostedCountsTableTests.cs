using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Refusals;

/// <summary>
/// What a service may say of a hosted run of four rows, all of whose items passed: the gate is that of the reference or stricter.
/// </summary>
public sealed class HostedCountsTableTests
{
    private const string Perfect = """{"total":4,"passed":4,"failed":0,"errored":0}""";

    /// <summary>The reply, whether the reference's gate is true, and what ours says against it; empty where it is true too.</summary>
    public static TheoryData<string, bool, string> Replies => new()
    {
        { Reply("completed", Perfect), true, "" },
        { Reply("succeeded", Perfect), true, "" },
        { Reply("failed", Perfect), false, "the status 'failed'" },
        { Reply("canceled", Perfect), false, "the status 'canceled'" },
        { Reply("cancelled", Perfect), false, "the status 'cancelled'" },
        { Reply("expired", Perfect), false, "the status 'expired'" },
        { Reply("COMPLETED", Perfect), false, "the status 'COMPLETED'" },
        { Reply(" completed", Perfect), false, "the status ' completed'" },
        { Reply("in_progress", Perfect), false, "the status 'in_progress'" },
        { Reply("", Perfect), false, "the status 'unknown'" },
        { Reply(" ", Perfect), false, "the status 'unknown'" },
        { $$"""{"status":null,"result_counts":{{Perfect}}}""", false, "the status 'unknown'" },
        { $$"""{"result_counts":{{Perfect}}}""", false, "the status 'unknown'" },
        { $$"""{"status":1,"result_counts":{{Perfect}}}""", false, "the status '1'" },
        { Reply("completed", "null"), false, "sent no counts" },
        { """{"status":"completed"}""", false, "sent no counts" },
        { Reply("completed", "[]"), false, "sent no counts" },
        { Reply("completed", "[4]"), false, "sent no counts" },
        { Reply("completed", "\"4\""), false, "sent no counts" },
        { Reply("completed", "{}"), false, "no count of total" },
        { Counts("null", "4", "0", "0"), false, "count of total is null" },
        { Counts("4", "0", "null", "0"), true, "count of failed is null" },
        { Reply("completed", """{"total":4,"passed":4,"errored":0}"""), true, "no count of failed" },
        { Reply("completed", """{"total":4}"""), true, "no count of passed" },
        { Counts("4", "2", "0", "0"), true, "2 of 4 rows passed" },
        { Counts("4", "0", "0", "0"), true, "0 of 4 rows passed" },
        { Counts("2", "4", "0", "0"), true, "do not add up" },
        { Counts("1", "1", "0", "0"), true, "1 of 4 rows were run" },
        { Counts("5", "5", "0", "0"), true, "5 of 4 rows were run" },
        { Counts("4", "3", "1", "0"), false, "1 rows failed" },
        { Counts("4", "3", "0", "1"), false, "1 rows have no answer" },
        { Counts("4", "0", "9", "0"), false, "do not add up" },
        { Counts("2147483647", "2147483647", "1", "0"), false, "do not add up" },
        { Counts("-1", "0", "0", "0"), false, "count of total is -1" },
        { Counts("4", "4", "-1", "0"), false, "count of failed is -1" },
        { Counts("4", "4", "0", "-2"), false, "count of errored is -2" },
        { Counts("4", "-4", "0", "0"), true, "count of passed is -4" },
        { Counts("\"4\"", "\"4\"", "\"0\"", "\"0\""), true, "count of total is \"4\"" },
        { Counts("\" 4 \"", "4", "\"\"", "0"), true, "count of total is \" 4 \"" },
        { Counts("\"none\"", "4", "0", "0"), false, "count of total is \"none\"" },
        { Counts("\"4.0\"", "4", "0", "0"), false, "count of total is \"4.0\"" },
        { Counts("[4]", "4", "0", "0"), false, "count of total is [4]" },
        { Counts("NaN", "4", "0", "0"), false, "rows of the set are known to have passed" },
        { Counts("4.0", "4.0", "0.0", "0.0"), true, "count of total is 4.0" },
        { Counts("4", "4", "0.9", "0"), true, "count of failed is 0.9" },
        { Counts("4", "4", "0", "0.5"), true, "count of errored is 0.5" },
        { Counts("true", "true", "false", "false"), true, "count of total is true" },
        { Counts("100000000000000000000", "100000000000000000000", "0", "0"), true, "count of total is 1" },
        { Reply("completed", """{"total":4,"passed":4,"failed":0,"errored":0,"skipped":1}"""), true, "skipped 1 rows" },
        {
            Reply("completed", """{"total":4,"passed":4,"failed":3,"failed":0,"errored":0}"""),
            true, "rows of the set are known to have passed"
        },
        { "", false, "rows of the set are known to have passed" },
        { "<html></html>", false, "rows of the set are known to have passed" },
        { "[]", false, "rows of the set are known to have passed" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Replies))]
    public async Task Gate_is_that_of_the_reference_or_stricter(string reply, bool isTrueInReference, string reason)
    {
        await using var service = new RefusalService { Poll = reply };
        using var setup = Setup(service);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(reason.Length == 0, result.GatePass);
        Assert.True(isTrueInReference || !result.GatePass, "A gate that is false in the reference is never true.");
        Assert.Contains(reason, string.Join('\n', result.GateReasons), StringComparison.Ordinal);
        SmokeContract.AssertHolds(setup.Result);
        AssertNothingIsLeft(service);
    }

    [Fact(Timeout = 300_000)]
    public async Task Counts_of_an_earlier_look_are_none_of_the_last()
    {
        await using var service = new RefusalService
        {
            Created = $$"""{"id":"run_1","status":"completed","result_counts":{{Perfect}}}""",
            Poll = """{"status":"completed"}""",
        };
        using var setup = Setup(service);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(result.GatePass);
        Assert.Equal("The service sent no counts.", result.GateReasons[0]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Counts_that_were_bad_are_not_forgotten_when_the_run_is_resumed()
    {
        await using var service = new RefusalService { Poll = Counts("4", "2", "0", "0") };
        using var setup = Setup(service);
        Assert.False((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);
        Assert.All(setup.Rows, row => Assert.Equal(Outcome.Pass, row.Outcome));
        int before = service.Calls.Count;
        setup.Options = setup.Options with { Resume = true };

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, service.Calls.Count);
        Assert.False(result.GatePass);
        Assert.Contains("All rows were kept from an earlier hosted run", result.GateReasons[0], StringComparison.Ordinal);
        SmokeContract.AssertHolds(setup.Result);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("cancel")]
    [InlineData("delete eval")]
    public async Task Request_that_hangs_while_all_is_taken_away_does_not_keep_the_next_from_being_sent(string stage)
    {
        await using var service =
            new RefusalService((call, stop) => call.Stage == stage ? RefusalService.HangAsync(stop) : Task.FromResult(false))
            {
                Poll = Reply("in_progress", Perfect),
            };
        using var setup = Setup(service);

        Assert.False((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);

        Assert.Equal(["cancel", "delete eval", "delete file"], service.Stages.TakeLast(3));
        Assert.Contains("was left behind at the service", Assert.Single(setup.Sink.Warnings), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("eval", "eval")]
    [InlineData("run", "run")]
    public async Task Reply_without_an_id_ends_the_run_before_the_next_request(string stage, string what)
    {
        await using var service = new RefusalService(
            (call, _) => call.Stage == stage ? RefusalService.RefuseAsync(call, 200, """{"id":null}""") : Task.FromResult(false));
        using var setup = Setup(service);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(result.GatePass);
        Assert.All(setup.Rows, row => Assert.Contains($"no id for the {what}", row.ErrorMessage, StringComparison.Ordinal));
        Assert.DoesNotContain("poll", service.Stages);
        SmokeContract.AssertHolds(setup.Result);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"data":[],"has_more":true,"last_id":"item_9"}""", "a page without items")]
    [InlineData("""{"data":[],"has_more":false}""", "no item for this row")]
    [InlineData("""{"data":null}""", "cannot be read")]
    [InlineData("""{"data":[{"status":"pass"}]}""", "cannot be read")]
    [InlineData("{}", "cannot be read")]
    public async Task Items_that_do_not_show_every_row_make_the_gate_false(string items, string words)
    {
        await using var service = new RefusalService { Items = items };
        using var setup = Setup(service);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(result.GatePass);
        Assert.All(setup.Rows, row => Assert.Equal(Outcome.Error, row.Outcome));
        Assert.All(setup.Rows, row => Assert.Contains(words, row.ErrorMessage, StringComparison.Ordinal));
        SmokeContract.AssertHolds(setup.Result);
        AssertNothingIsLeft(service);
    }

    [Fact(Timeout = 300_000)]
    public async Task Item_whose_answer_is_another_label_than_the_service_says_does_not_pass()
    {
        await using var service = new RefusalService
        {
            Items = RefusalService.ItemsOf(RefusalService.Rows.Select((row, index) => index == 0 ? (row.Prompt, "REFUSE") : row)),
        };
        using var setup = Setup(service);

        RefusalSmokeResult result = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.False(result.GatePass);
        Assert.Equal((Outcome.Fail, "expected ALLOW, got REFUSE."), (setup.Rows[0].Outcome, setup.Rows[0].Reason));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Items_of_other_rows_or_of_one_row_twice_make_the_gate_false(int more)
    {
        (string, string)[] strangers =
            more == 1 ? [RefusalService.Rows[0]] : [.. Enumerable.Range(1, more).Select(number => ($"Row {number}?", "ALLOW"))];
        await using var service = new RefusalService { Items = RefusalService.ItemsOf(RefusalService.Rows.Concat(strangers)) };
        using var setup = Setup(service);

        Assert.False((await setup.RunAsync(TestContext.Current.CancellationToken)).GatePass);
        AssertNothingIsLeft(service);
    }

    private static RefusalSetup Setup(RefusalService service)
    {
        var setup = new RefusalSetup(service.BaseAddress);
        setup.Options = setup.Options with { Backend = RefusalBackend.AzureEvals };
        return setup;
    }

    /// <summary>What was made is deleted, and a run that nobody knows to have ended is cancelled first.</summary>
    private static void AssertNothingIsLeft(RefusalService service)
    {
        Assert.Equal(["delete eval", "delete file"], service.Stages.TakeLast(2));
        string last = service.Calls.Last(call => call.Stage is not ("delete eval" or "delete file")).Stage;
        bool isOpen =
            !service.Poll.Contains("\"status\":", StringComparison.Ordinal)
            || service.Poll.Contains("in_progress", StringComparison.Ordinal)
            || service.Poll.Contains("\"status\":\"\"", StringComparison.Ordinal);
        if (isOpen) Assert.Equal("cancel", last);
    }

    private static string Reply(string status, string counts) => $$"""{"status":"{{status}}","result_counts":{{counts}}}""";

    private static string Counts(string total, string passed, string failed, string errored) =>
        Reply("completed", $$"""{"total":{{total}},"passed":{{passed}},"failed":{{failed}},"errored":{{errored}}}""");
}
