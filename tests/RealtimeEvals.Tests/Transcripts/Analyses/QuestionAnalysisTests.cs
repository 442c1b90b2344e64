using RealtimeEvals.Harness.Measuring;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Analyses.QualityFixture;

namespace RealtimeEvals.Tests.Transcripts.Analyses;

/// <summary>The sandbox answers; where nobody may be asked, a server of the test counts.</summary>
public sealed class QuestionAnalysisTests
{
    [Fact(Timeout = 300_000)]
    public async Task Questions_are_found_with_their_places_attempts_and_turns()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(Of(sandbox.Target));

        ConversationQuality quality = Assert.Single(found).Quality;
        Assert.Empty(sink.Errors);
        Assert.Equal(
            [
                "1|True|True|1|True|1|Ann Hill.|1; 2",
                "2|True|True|3|False|2|The fourth of May 1970.|5; 7; 8",
                "3|True|False|2|True|1||3",
                "4|False|False|||0||",
            ],
            quality.Questions.Select(one => string.Join(
                '|', one.Id, one.Asked, one.Answered, one.ActualPosition, one.IsInOrder, one.Attempts, one.Answer, one.Turns)));
        Assert.Equal((4, 3, 2), (quality.QuestionCount, quality.AskedCount, quality.AnsweredCount));
        Assert.Equal(2.0 / 3, quality.InOrderShare!.Value, 9);
        Assert.Equal(("questions", "sandbox", 0m), (quality.Kind, quality.Provider, quality.CostUsd));
        Assert.True(quality.Usage is { InputTokens: > 0, OutputTokens: > 0 });
    }

    [Fact(Timeout = 300_000)]
    public async Task Json_has_the_names_of_the_seed()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        (IReadOnlyList<AnalysedConversation> found, _) = await AnalyseAsync(Of(sandbox.Target));

        BenchmarkAnalysis analysis = Assert.Single(found).Analysis;
        Assert.Equal(("questions", false), (analysis.Kind, analysis.IsFailed));
        JsonElement json = Given.Json(analysis.Json);
        Assert.Equal((true, "talk"), (json.GetProperty("success").GetBoolean(), json.GetProperty("run_id").GetString()));
        JsonElement results = json.GetProperty("vcdr_results");
        Assert.Equal("intake", results.GetProperty("title").GetString());
        JsonElement second = results.GetProperty("questions")[1];
        Assert.Equal(
            ("2", "What is your date of birth?", 3, 2, "The fourth of May 1970.", "The fourth of May 1970."),
            (
                second.GetProperty("id").GetString(),
                second.GetProperty("prompt").GetString(),
                second.GetProperty("order_position").GetInt32(),
                second.GetProperty("recall_attempts").GetInt32(),
                second.GetProperty("user_transcript").GetString(),
                second.GetProperty("answer").GetString()));
        Assert.Equal(JsonValueKind.Null, results.GetProperty("questions")[3].GetProperty("ai_transcript").ValueKind);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("answer", "question 1 names the turn 9999 of 8")]
    [InlineData("answer:empty", "the model said nothing")]
    [InlineData("answer:chatty", "it is not of the form that was asked for")]
    [InlineData("answer:refused", "the model refused: I'm sorry")]
    [InlineData("answer:400", "the Responses endpoint refused")]
    [InlineData("answer:hang", "no answer within 1 s")]
    public async Task Model_that_fails_is_a_failing_state_that_costs_what_it_cost(string fault, string words)
    {
        await using SandboxServer sandbox = TestSandbox.Start($"{fault}@talk");
        var limit = TimeSpan.FromSeconds(fault == "answer:hang" ? 1 : 30);

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(Of(sandbox.Target) with { Limit = limit });

        Assert.Contains(words, FailureOf(found, sink), StringComparison.Ordinal);
        Assert.Equal(0, found[0].Quality.CostUsd);
    }

    [Fact(Timeout = 300_000)]
    public async Task One_that_fails_does_not_touch_the_others()
    {
        await using SandboxServer sandbox = TestSandbox.Start("answer:chatty@talk");

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(
            Of(sandbox.Target), talks: [Talk, Talk with { Name = "h\u00e9 llo" }]);

        Assert.Equal(
            [("h\u00e9 llo", false), ("talk", true)],
            found.Select(one => (one.Conversation.Name, one.Analysis.IsFailed)).OrderBy(one => one.Name, StringComparer.Ordinal));
        Assert.Equal("talk", Assert.Single(sink.Errors).CaseId);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true, true, "nobody spoke")]
    [InlineData(false, false, "the prompt of the interviewer is not known")]
    [InlineData(false, true, "the prompt 'p' has no numbered questions")]
    public async Task Interview_that_nobody_can_be_asked_about_fails_before_anybody_is_asked(bool isEmpty, bool hasPrompt, string words)
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 500, "{}"));
        MeasuredConversation talk = Talk with
        {
            Turns = isEmpty ? [] : Talk.Turns,
            Prompt = isEmpty ? Talk.Prompt : hasPrompt ? new EvalPrompt { Name = "p", Text = "Be kind." } : null,
        };

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(Of(TargetOf(server)), false, talk);

        Assert.Contains(words, FailureOf(found, sink), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact(Timeout = 300_000)]
    public async Task Nobody_is_asked_without_consent()
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 500, "{}"));

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(Of(TargetOf(server)), confirms: false);

        Assert.Empty(found);
        Assert.Empty(sink.Errors);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Plan_names_tokens_and_cost_by_the_price_of_the_model()
    {
        QualityOptions options = Of(ServiceTarget.Resolve(null, "https://api.openai.com/v1", ApiKey.From("sk-test-0123456789")));

        QualityPlan plan = QualityPlan.Of([Talk, Talk, Talk with { Turns = [] }], options with { Model = "gpt-5.1" });

        Assert.Equal((2, 480), (plan.Count, plan.OutputTokens));
        Assert.Equal(((plan.InputTokens * 1.25m) + 4_800m) / 1_000_000m, plan.CostUsd);
        Assert.Contains("about the questions of 2 conversations; estimated tokens ", plan.Describe(options), StringComparison.Ordinal);
        Assert.Null(QualityPlan.Of([Talk], options with { Model = "gpt-5.2" }).CostUsd);
    }

    [Fact(Timeout = 300_000)]
    public async Task Settings_that_are_out_of_range_are_told_at_once()
    {
        EvalException error = await Assert.ThrowsAsync<EvalException>(() => AnalyseAsync(new QualityOptions
        {
            Analysis = AnalysisKind.Question, ThrottleLimit = 0, Limit = TimeSpan.Zero, Model = "",
        }));

        Assert.Equal(nameof(EvalErrors.InvalidSetting), error.ErrorId);
        Assert.All(
            new[] { "throttle", "time-out", "model", "service" }, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static QualityOptions Of(ServiceTarget target) => new() { Analysis = AnalysisKind.Question, Target = target };

    private static ServiceTarget TargetOf(LoopbackServer server) => ServiceTarget.Resolve(
        null, FormattableString.Invariant($"http://127.0.0.1:{server.Port}/v1"), ApiKey.From("sk-test-0123456789"));
}
