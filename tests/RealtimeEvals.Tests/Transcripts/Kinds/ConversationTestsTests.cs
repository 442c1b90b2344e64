using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts.Kinds;

public sealed class ConversationTestsTests
{
    [Fact]
    public void Conversation_of_nobody_is_poor_and_never_good()
    {
        ConversationVariable[] found = Measure([]);

        Assert.Equal(VariableStatus.Poor, Of(found, "turn_count").Status);
        Assert.DoesNotContain(found, variable => variable.Status == VariableStatus.Good);
        Assert.All(found.Where(variable => variable.Value is null), variable =>
        {
            Assert.Equal(VariableStatus.Inconclusive, variable.Status);
            Assert.NotEmpty(variable.Detail);
        });
    }

    [Fact]
    public void Turn_with_line_breaks_is_one()
    {
        ConversationVariable[] found = Measure(["A: Good day.\nWhat is\nyour name?", "P: Ann\nHill."]);

        Assert.Equal(
            (2.0, 1.0, 1.0),
            (Value(found, "turn_count"), Value(found, "agent_turn_count"), Value(found, "participant_turn_count")));
    }

    [Theory]
    [InlineData("A: Thank you, That Completes the Interview.", VariableStatus.Good)]
    [InlineData("A: Thank you.", VariableStatus.Poor)]
    [InlineData("P: That completes the interview.", VariableStatus.Inconclusive)]
    public void Closing_is_that_of_the_agent(string last, VariableStatus expected) =>
        Assert.Equal(expected, Of(Measure(["P: Hello.", last]), "closing_reached").Status);

    [Fact(Timeout = 300_000)]
    public Task Text_that_is_made_to_take_long_is_searched_in_no_time() => Task.Run(
        () =>
        {
            var prompt = new EvalPrompt { Name = "p", Text = new string('\n', 200_000) + "1. Who?" };
            var talk = new MeasuredConversation("t", [new SpokenTurn(Speaker.Agent, "{{" + new string(' ', 200_000))]) { Prompt = prompt };

            Assert.DoesNotContain(ConversationTests.Measure(talk, TestPreset.Standard), found => found.Metric == FailedTest.Metric);
        },
        TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("placeholder_turns", "A: Hello {{ FirstName }}.", "turn 1")]
    [InlineData("role_inversion_turns", "P: Yes, I am Ida. How can I assist you today?", "turn 1")]
    [InlineData("quoted_turns", "P: \"My knee.\"", "turn 1")]
    [InlineData("quoted_turns", "P: \u201CMy knee.\u201D", "turn 1")]
    [InlineData("empty_turns", "P: ...", "turn 1")]
    public void Turn_that_no_person_says_is_named(string metric, string turn, string detail)
    {
        ConversationVariable found = Of(Measure([turn]), metric);

        Assert.Equal((1.0, VariableStatus.Poor, detail), (found.Value, found.Status, found.Detail));
    }

    [Theory]
    [InlineData("placeholder_turns", "A: Hello {Ann}.")]
    [InlineData("role_inversion_turns", "P: Can you help me today?")]
    [InlineData("quoted_turns", "P: I said \"no\" to him.")]
    [InlineData("empty_turns", "P: 42")]
    public void Turn_that_a_person_says_is_good(string metric, string turn) =>
        Assert.Equal(VariableStatus.Good, Of(Measure([turn]), metric).Status);

    [Fact]
    public void Repeated_turns_are_counted_without_regard_to_case_and_punctuation()
    {
        ConversationVariable[] found = Measure(
            ["A: Where do you shop most?", "P: Yes.", "A: where do you shop most", "P: Yes.", "A: WHERE do you shop, most?!"]);

        Assert.Equal((2.0, VariableStatus.Poor, "turns 3, 5"), Shape(Of(found, "agent_repeated_turns")));
        Assert.Equal((0.0, VariableStatus.Good, ""), Shape(Of(found, "participant_repeated_turns")));
    }

    [Fact]
    public void Questions_are_those_of_the_prompt_in_its_order()
    {
        var prompt = new EvalPrompt
        {
            Name = "p", Text = "Ask:\n1. What is your full name?\n2. Which medicines do you take?\n3) Are you allergic to anything?\nDone?",
        };
        MeasuredConversation talk = Talk(
            [
                "A: Which medicines do you take at present?",
                "P: None.",
                "A: And may I have your full name, what is your full name?",
                "P: Ann.",
            ]);

        ConversationVariable[] found = [.. ConversationTests.Measure(talk with { Prompt = prompt }, TestPreset.Standard)];

        Assert.Equal((2.0 / 3, VariableStatus.Poor, "not asked: 3"), Shape(Of(found, "question_coverage")));
        Assert.Equal((0.0, VariableStatus.Poor, ""), Shape(Of(found, "questions_in_order")));
    }

    [Theory]
    [InlineData("P: My number is 4471, and it costs $12.50.", "A: Your number is four four seven one and it costs 12.50 dollars.", 1.0, "")]
    [InlineData("P: My number is 4471.", "A: Your number is 4417.", 0.0, "turn 1")]
    [InlineData("P: My number is 4471.", "A: Thank you.", 0.0, "turn 1")]
    [InlineData("P: I have two cats.", "A: Thank you.", null, "the participant said no number, id or address")]
    public void Facts_are_read_back_in_the_next_turn(string said, string answer, double? rate, string detail)
    {
        ConversationVariable found = Of(Measure([said, answer]), "read_back_rate");

        Assert.Equal((rate, detail), (found.Value, found.Detail));
    }

    [Fact]
    public void Latency_is_that_of_the_turns_and_inconclusive_without()
    {
        var talk = new MeasuredConversation(
            "t", [new SpokenTurn(Speaker.Agent, "One.", 900), new SpokenTurn(Speaker.Agent, "Two.", 1_100)]);

        ConversationVariable found = Of(ConversationTests.Measure(talk, TestPreset.Standard), "latency_first_audio_ms_p50");
        Assert.Equal((1_000.0, VariableStatus.Good), (found.Value, found.Status));
        Assert.Equal(VariableStatus.Inconclusive, Of(Measure(["A: x"]), "latency_first_audio_ms_p50").Status);
    }

    /// <summary>Each value and its status, computed by hand from the thresholds of the seed.</summary>
    [Theory]
    [InlineData("total_turns", 4, VariableStatus.Poor)]
    [InlineData("agent_turns", 2, VariableStatus.Warning)]
    [InlineData("participant_turns", 2, VariableStatus.Warning)]
    [InlineData("turn_balance", 1, VariableStatus.Good)]
    [InlineData("mean_turn_length", 19.25, VariableStatus.Poor)]
    [InlineData("mean_response_length", 22, VariableStatus.Poor)]
    [InlineData("short_response_share", 1, VariableStatus.Warning)]
    [InlineData("long_response_share", 0, VariableStatus.Warning)]
    [InlineData("responses_with_a_question", 0, VariableStatus.Warning)]
    [InlineData("engagement_score", 11, VariableStatus.Warning)]
    [InlineData("mean_words", 3, VariableStatus.Poor)]
    [InlineData("total_words", 6, VariableStatus.Poor)]
    [InlineData("repeated_responses", 1, VariableStatus.Good)]
    [InlineData("exclamations", 2, VariableStatus.Good)]
    [InlineData("quality_score", 17, VariableStatus.Warning)]
    [InlineData("empty_or_short_turns", 1, VariableStatus.Warning)]
    [InlineData("error_marker_turns", 1, VariableStatus.Warning)]
    [InlineData("loops", 0, VariableStatus.Good)]
    [InlineData("total_issues", 2, VariableStatus.Warning)]
    [InlineData("health_score", 80, VariableStatus.Good)]
    public void Seed_preset_has_the_thresholds_of_the_seed(string metric, double value, VariableStatus status)
    {
        MeasuredConversation talk = Talk(["A: Sorry, who is it?", "P: It's Ann!", "A: Ok", "P: it's ann!"]);

        ConversationVariable found = Of(ConversationTests.Measure(talk, TestPreset.Seed), metric);

        Assert.Equal((value, status), (found.Value, found.Status));
    }

    [Fact]
    public void Seed_preset_without_a_participant_has_no_data()
    {
        ConversationVariable[] found = [.. ConversationTests.Measure(Talk(["A: Hello?"]), TestPreset.Seed)];

        Assert.Equal(2, found.Count(variable => variable is { Metric: "no_data", Status: VariableStatus.Poor }));
    }

    private static (double?, VariableStatus, string) Shape(ConversationVariable found) => (found.Value, found.Status, found.Detail);

    private static ConversationVariable[] Measure(string[] lines) => [.. ConversationTests.Measure(Talk(lines), TestPreset.Standard)];

    private static MeasuredConversation Talk(string[] lines) =>
        new("t", [.. lines.Select(line => new SpokenTurn(line[0] == 'A' ? Speaker.Agent : Speaker.Participant, line[3..]))]);

    private static ConversationVariable Of(IEnumerable<ConversationVariable> found, string metric) =>
        Assert.Single(found, variable => variable.Metric == metric);

    private static double? Value(IEnumerable<ConversationVariable> found, string metric) => Of(found, metric).Value;
}
