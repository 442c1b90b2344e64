using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class RepeatedLineTests
{
    [Theory]
    [InlineData("Could you repeat that?")]
    [InlineData("Pardon?")]
    [InlineData("Sorry, I didn't catch that.")]
    [InlineData("I did not get the number.")]
    [InlineData("I could not hear you. Could you say that again, please?")]
    [InlineData("I couldn't understand you.")]
    [InlineData("Once more, please?")]
    [InlineData("Could you speak up?")]
    public void Line_may_be_said_again_when_the_agent_asks_for_it(string asked) => Assert.Empty(Repeat("It is the oak one.", asked));

    [Theory]
    [InlineData("Sorry, I didn\u2019t catch that.")]
    [InlineData("I\u2019m sorry, I couldn\u2019t hear you.")]
    [InlineData("Sorry, I can't hear you very well.")]
    [InlineData("Sorry, what was that?")]
    [InlineData("I missed that. One more time, please?")]
    public void Line_may_be_said_again_when_the_agent_asks_in_other_words(string asked) =>
        Assert.Empty(Repeat("It is the oak one.", asked));

    [Theory]
    [InlineData("Thank you. What is your name?")]
    [InlineData("")]
    public void Line_that_nobody_asked_to_hear_twice_is_repeated(string said) =>
        Assert.Equal(
            [new CallerFinding(CallerViolation.RepeatedLine, 3, "it IS, the oak one")],
            Repeat("It is the oak one.", said, "it IS, the oak one"));

    [Fact]
    public void First_line_counts_among_the_lines_that_were_said()
    {
        CallerRules rules = Rules();
        rules.Find(1, Spoken(Simulated.FirstLine), new Transcript());

        Assert.Equal(CallerViolation.RepeatedLine, Assert.Single(rules.Find(2, Spoken(Simulated.FirstLine), new Transcript())).Fault);
    }

    [Theory]
    [InlineData("Yes, please.", "Shall I look it up?", "Shall I send it to your mail?")]
    [InlineData("No.", "Is it dented?", "Is it cracked?")]
    [InlineData("Okay, thanks.", "One moment.", "I am still looking.")]
    [InlineData("It is LK-1002.", "What is the order number?", "Thank you. And what is the order number?")]
    public void Short_answers_to_two_questions_are_no_repetition(string line, string first, string second)
    {
        CallerRules rules = Rules();
        Transcript transcript = Said(first);
        Assert.Empty(rules.Find(2, Spoken(line), transcript));
        transcript.AddCaller(2, line);
        transcript.AddAgent(Simulated.Turn(2, line, second));

        Assert.Empty(rules.Find(3, Spoken(line), transcript));
    }

    /// <summary>What is found when a line is said in turns 2 and 3, with the agent's words between them.</summary>
    private static IReadOnlyList<CallerFinding> Repeat(string line, string agent, string? again = null)
    {
        CallerRules rules = Rules();
        Assert.Empty(rules.Find(2, Spoken(line), new Transcript()));
        return rules.Find(3, Spoken(again ?? line), Said(agent));
    }
}
