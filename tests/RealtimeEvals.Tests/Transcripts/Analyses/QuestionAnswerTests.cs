using RealtimeEvals.Harness.Measuring;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Analyses.QualityFixture;

namespace RealtimeEvals.Tests.Transcripts.Analyses;

/// <summary>Answers of a model that lies, from a server of the test.</summary>
public sealed class QuestionAnswerTests
{
    /// <summary>What is wrong with an answer that is otherwise right: the question, a property and its value; and words for it.</summary>
    public static TheoryData<int, string, string, string> Lies => new()
    {
        { 0, "turns", "[99]", "question 1 names the turn 99 of 8" },
        { 0, "turns", "[0,2]", "question 1 names the turn 0 of 8" },
        { 0, "turns", "[]", "question 1 was asked in no turn of the agent" },
        { 0, "turns", "[2]", "question 1 was asked in no turn of the agent" },
        { 0, "turns", "[1]", "question 1 was answered in no turn of the participant" },
        { 1, "turns", "[5,8,7]", "question 2 has its turns out of their order" },
        { 1, "turns", "[5,5,8]", "question 2 has its turns out of their order" },
        { 1, "recall_attempts", "1", "question 2 has 1 attempts in 2 turns of the agent" },
        { 0, "asked", "false", "question 1 was not asked, and has turns; question 1 was answered, and not asked" },
        { 3, "answered", "true", "question 4 was answered, and not asked" },
        { 3, "order_position", "4", "question 4 was not asked, and has turns" },
        { 0, "answer", "\" \"", "question 1 was answered without an answer" },
        { 2, "answer", "\"No.\"", "question 3 was answered without an answer, or has one without that" },
        { 0, "order_position", "2", "do not count from 1 without gaps" },
        { 0, "order_position", "null", "do not count from 1 without gaps" },
        { 0, "id", "\"9\"", "it names a question '9', which there is not; it has the question 1 not at all" },
        { 0, "id", "\"2\"", "it has the question 1 not at all; it has the question 2 more than once" },
        { 0, "asked", "\"yes\"", "it is not of the form that was asked for" },
        { 0, "extra", "1", "it is not of the form that was asked for" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Lies))]
    public async Task Answer_that_does_not_hold_fails_and_is_not_repaired(int question, string property, string value, string words)
    {
        JsonArray questions = Right();
        questions[question]![property] = JsonNode.Parse(value);

        Assert.Contains(words, await FailureWithAsync(Answer(questions)), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", "the model said nothing")]
    [InlineData("I would say it went well.", "it is not of the form that was asked for")]
    [InlineData("null", "it is not of the form that was asked for")]
    [InlineData("""{"questions":null}""", "it is not of the form that was asked for")]
    [InlineData("""{"questions":[null]}""", "it is not of the form that was asked for")]
    [InlineData("""{"questions":[],"questions":[]}""", "it is not of the form that was asked for")]
    [InlineData("""{"questions":[]}""", "it has the question 1 not at all")]
    public async Task Anything_that_is_no_answer_fails(string text, string words) =>
        Assert.Contains(words, await FailureWithAsync(text), StringComparison.Ordinal);

    [Fact(Timeout = 300_000)]
    public async Task Places_that_contradict_the_turns_fail()
    {
        JsonArray questions = Right();
        questions[1]!["order_position"] = 2;
        questions[2]!["order_position"] = 3;

        Assert.Contains(
            "the places of the questions contradict their turns", await FailureWithAsync(Answer(questions)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Right_answer_holds_and_an_unknown_price_is_an_unknown_cost()
    {
        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AskAsync(Answer(Right()));

        Assert.Empty(sink.Errors);
        Assert.Equal((3, null, "m"), (Assert.Single(found).Quality.AskedCount, found[0].Quality.CostUsd, found[0].Quality.Model));
    }

    private static JsonArray Right() => JsonNode.Parse(
        """
        [{"id":"1","asked":true,"answered":true,"order_position":1,"recall_attempts":1,"answer":"Ann Hill.","turns":[1,2]},
         {"id":"2","asked":true,"answered":true,"order_position":3,"recall_attempts":2,"answer":"4 May 1970","turns":[5,7,8]},
         {"id":"3","asked":true,"answered":false,"order_position":2,"recall_attempts":1,"answer":"","turns":[3]},
         {"id":"4","asked":false,"answered":false,"order_position":null,"recall_attempts":0,"answer":"","turns":[]}]
        """)!.AsArray();

    private static string Answer(JsonArray questions) => new JsonObject { ["questions"] = questions }.ToJsonString();

    private static async Task<string> FailureWithAsync(string text)
    {
        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AskAsync(text);
        return FailureOf(found, sink);
    }

    private static async Task<(IReadOnlyList<AnalysedConversation> Found, CollectingSink Sink)> AskAsync(string text)
    {
        string content = $$"""[{"type":"output_text","text":{{JsonSerializer.Serialize(text)}}}]""";
        string body = $$"""{"model":"m","status":"completed","output":[{"type":"message","content":{{content}}}]}""";
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 200, body));
        var target = ServiceTarget.Resolve(
            null, FormattableString.Invariant($"http://127.0.0.1:{server.Port}/v1"), ApiKey.From("sk-test-0123456789"));
        var answer = await AnalyseAsync(new QualityOptions { Analysis = AnalysisKind.Question, Target = target });
        Assert.Single(server.Requests);
        return answer;
    }
}
