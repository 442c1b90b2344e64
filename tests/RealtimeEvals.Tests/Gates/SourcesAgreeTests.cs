using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>The folder of a run, its results as they are piped, and the rows of its table say the same to every rule.</summary>
public sealed class SourcesAgreeTests
{
    [Fact(Timeout = 300_000)]
    public async Task Crawl()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 10 };
        AssertAgree(setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfTurns, GateVerdict.Failed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Crawl_with_a_case_that_errored()
    {
        await using var setup = new CrawlSetup("error@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 3 };
        AssertAgree(setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfTurns, GateVerdict.Failed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Walk()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 10, TurnDetection = TurnDetection.ServerVad };
        string[] own =
        [
            "speech_stop_lag_ms_mean", "speech_started_ms_min", "false_turns_total", "speech_stop_arrival_lag_ms_mean",
            "pass_rate[condition=clean]", "pass_rate[turn_detection=ServerVad]", "pass_rate[turn_detection=server_vad]",
        ];
        AssertAgree(setup.RunPath, await setup.RunAsync(), [.. TightRules.OfTurns, .. own], GateVerdict.Failed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations()
    {
        await using var setup = new ConversationSetup();
        AssertAgree(
            setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfConversations, GateVerdict.Failed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_with_trials()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "change_of_mind", "private_details");
        setup.Options = setup.Options with { Trials = 3 };
        AssertAgree(
            setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfConversations, GateVerdict.Failed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_whose_judge_failed_once()
    {
        await using ConversationSetup setup = new ConversationSetup("judge:prose@refund/goal_completion").Use("refund", "private_details");
        AssertAgree(
            setup.RunPath,
            await setup.RunAsync(TestContext.Current.CancellationToken),
            TightRules.OfConversations,
            GateVerdict.NotEvaluated);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("handshake:500@refund/assistant", GateVerdict.Failed)]
    [InlineData("error@refund/assistant#2", GateVerdict.Failed)]
    [InlineData("error@assistant", GateVerdict.NotEvaluated)]
    public async Task Conversations_that_broke_off(string fault, GateVerdict expected)
    {
        await using ConversationSetup setup = new ConversationSetup(fault).Use("refund", "private_details");
        AssertAgree(setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfConversations, expected);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_that_were_not_judged()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "change_of_mind");
        setup.Options = setup.Options with { SkipJudge = true };
        AssertAgree(
            setup.RunPath,
            await setup.RunAsync(TestContext.Current.CancellationToken),
            TightRules.OfConversations,
            GateVerdict.NotEvaluated);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_without_graders_of_calls()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        setup.Change("refund", simulation => simulation["graders"]!["turn_level"] = new System.Text.Json.Nodes.JsonArray());
        AssertAgree(
            setup.RunPath, await setup.RunAsync(TestContext.Current.CancellationToken), TightRules.OfConversations, GateVerdict.Failed);
    }

    private static void AssertAgree(string runPath, IReadOnlyList<object> results, IEnumerable<string> metrics, GateVerdict expected)
    {
        RunEvidence folder = StoredRunEvidence.Read(runPath);
        GateOptions gate = TightRules.For(folder, "", metrics);
        GateOptions known =
            gate with { Rules = [.. gate.Rules.Where((_, rule) => gate.Evaluate(folder).Rules[rule].Verdict != GateVerdict.NotEvaluated)] };
        foreach (GateOptions one in new[] { gate, known, gate with { AllowSandbox = false } })
        {
            GateReport stored = one.Evaluate(folder);
            GateReport live = Assert.Single(one.Evaluate(Gated.Rows(results)));
            GateReport table = Assert.Single(one.Evaluate(Gated.TableRows(runPath)));

            Assert.Equal(Describe(stored), Describe(live));
            Assert.Equal(Describe(stored), Describe(table));
        }

        Assert.Equal(expected, known.Evaluate(folder).Verdict);
    }

    private static string[] Describe(GateReport report) =>
    [
        FormattableString.Invariant(
            $"{report.RunId} {report.Verdict} {report.Reason} {report.Provider} {report.DataSha256} {report.EvidenceAt:O}"),
        FormattableString.Invariant(
            $"{report.Planned} {report.Passed} {report.Failed} {report.Errored} {report.Inconclusive} {report.Skipped}"),
        .. report.Findings.Select(finding => finding.ToString()),
        .. report.Rules.Select(
            rule => FormattableString.Invariant($"{rule.Rule} {rule.Verdict} {rule.Value:R} {rule.Count} {rule.Reason}")),
    ];
}
