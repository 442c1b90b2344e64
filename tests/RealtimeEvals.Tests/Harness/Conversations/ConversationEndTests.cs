using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>No conversation goes on for ever.</summary>
public sealed class ConversationEndTests
{
    [Fact(Timeout = 300_000)]
    public async Task Agent_that_calls_tools_for_ever_fails_within_the_limit_of_rounds()
    {
        using SandboxRules rules = new SandboxRules().AgentCallsForEver();
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use("order_status", "private_details");
        setup.Options = setup.Options with { ToolRoundLimit = 3 };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.Fail, EndReason.ToolLoop, ""), (results[0].Outcome, results[0].EndReason, results[0].FailureStage));
        Assert.Contains("still calling tools after 3 rounds", results[0].Rationale, StringComparison.Ordinal);
        TurnResult last = results[0].Turns[^1];
        Assert.Equal((4, 3, 4), (last.ToolCalls.Count, last.ToolOutputs.Count, last.Segments.Count));
        Assert.Equal("tool_loop", setup.Cells("order_status", "end_reason")[^1]);
        Assert.Equal(1, setup.Files.Summary.GetProperty("ended_by_tool_loop").GetInt32());
        Assert.Equal(Outcome.Pass, results[1].Outcome);
    }

    [Fact(Timeout = 300_000)]
    public async Task Agent_whose_last_allowed_round_is_its_last_is_no_loop()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("tool_fails_once");
        setup.Options = setup.Options with { ToolRoundLimit = 2 };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Pass, EndReason.EndCall, 2), (result.Outcome, result.EndReason, result.Turns[0].ToolOutputs.Count));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Caller_that_never_ends_is_stopped_at_the_limit_of_turns(int limit)
    {
        using SandboxRules rules = new SandboxRules().CallerSays("Well, {line}");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use("refund");
        setup.Options = setup.Options with { Overrides = setup.Options.Overrides with { MaximumTurns = limit } };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Fail, EndReason.MaxTurns, limit, ""), (result.Outcome, result.EndReason, result.TurnCount, result.LastLine));
        Assert.Equal(limit, result.Settings.MaxTurns);
        Assert.Empty(result.CallerFindings);
        Assert.Equal(limit, setup.Files.Table.Rows.Count);
    }

    [Fact(Timeout = 300_000)]
    public async Task Formats_that_the_service_refuses_end_their_conversation_and_no_other()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "private_details").Change("refund", simulation =>
        {
            simulation["audio"]!["input_format"] = "pcm16";
            simulation["audio"]!["sample_rate_hz"] = 16_000;
        });

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (Outcome.Error, EndReason.Failed, FailureStage.ResponseError),
            (results[0].Outcome, results[0].EndReason, results[0].FailureStage));
        Assert.Contains("16000", results[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(Outcome.Pass, results[1].Outcome);
    }

    [Fact(Timeout = 300_000)]
    public async Task Formats_that_the_service_refuses_everywhere_are_one_error()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("private_details").Change(
            "private_details", simulation => simulation["audio"]!["sample_rate_hz"] = 16_000);

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.EndpointUnavailable), exception.ErrorId);
        Assert.Contains("16000", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Limit_of_turns_in_the_index_comes_before_that_of_the_simulation()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        File.WriteAllText(
            setup.PathOf("data", "simulations.csv"), "simulation_id,simulation_path,max_turns_override\nrefund,sim_refund.json,2\n");

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((EndReason.MaxTurns, 2), (result.EndReason, result.TurnCount));
    }

    [Fact(Timeout = 300_000)]
    public async Task Caller_that_falls_silent_is_an_error_within_its_limit()
    {
        await using ConversationSetup setup = new ConversationSetup("no-done@refund/simulator#3").Use("refund");
        setup.Options = setup.Options with { Limits = Patience.Brief };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            (Outcome.Error, "simulator", FailureStage.ResponseTimeout, 2),
            (result.Outcome, result.FailureSource, result.FailureStage, result.TurnCount));
        Assert.Contains("no event for 4 s", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversation_that_is_longer_than_its_total_limit_is_an_error()
    {
        await using ConversationSetup setup = new ConversationSetup("stall:60000@refund/assistant#2").Use("refund");
        setup.Options = setup.Options with { Limits = new TurnLimits(Patience.Ample.Inactivity, TimeSpan.FromSeconds(6)) };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Error, FailureStage.ResponseTimeout), (result.Outcome, result.FailureStage));
        Assert.Contains("the session took more than 6 s", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, result.TurnCount);
    }
}
