using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Mind;

/// <summary>What an interviewer says next, from what was said until now alone.</summary>
public sealed class InterviewerMindTests
{
    private const string Prompt = """
        You are Ada, an interviewer. Questions:
        1. What is your name?
        2) How old are you, {{ FirstName }}? Be polite.
        3. a line that asks nothing
        3. Why?
        End the call with: "That was all."
        """;

    private const string First = "Good day, this is Ada. What is your name?";
    private const string Second = "You said: Ann Hill. How old are you, {{ FirstName }}?";
    private const string Third = "I see. Why?";

    private static readonly SandboxMind Shipped = SandboxMind.Load(ProductData.PathOf("sandbox"));

    [Theory]
    [InlineData("", First)]
    [InlineData("Hello?", First)]
    [InlineData("I am Ann Hill!", "You said: I am Ann Hill. How old are you, {{ FirstName }}?", First)]
    [InlineData("ann", "I see. How old are you, {{ FirstName }}?", First)]
    [InlineData("", "Let me ask again: What is your name?", First)]
    [InlineData(" ... ", "Let me ask again: What is your name?", First)]
    [InlineData("I do not know.", "Let me ask again: What is your name?", First)]
    [InlineData("Sorry, Ada, could you repeat that?", "Let me ask again: What is your name?", First)]
    [InlineData("I do not know.", "All right. How old are you, {{ FirstName }}?", First, "Let me ask again: What is your name?")]
    [InlineData(
        "Ann Hill.", "You said: Ann Hill. How old are you, {{ FirstName }}?", First, "Let me ask again: What is your name?")]
    [InlineData("I do not know, thirty perhaps.", "You said: I do not know, thirty perhaps. Why?", First, Second)]
    [InlineData("AB-12", "You said: AB-12. Why?", First, Second)]
    [InlineData("Is it \"Why?\" that you ask", "I see. Why?", First, Second)]
    [InlineData("Because.", "I see. That was all.", First, Second, Third)]
    [InlineData("I have no idea.", "All right. That was all.", First, Second, Third, "Let me ask again: Why?")]
    [InlineData("And now?", "Goodbye.", First, Second, Third, "I see. That was all.")]
    [InlineData("Ann Hill.", "You said: Ann Hill. How old are you, {{ FirstName }}?", First, "You said: Ann Hill. How old")]
    [InlineData("Ann Hill.", First, "Good day, this is")]
    public void Next_turn_follows_from_what_was_said(string heard, string next, params string[] spoken) =>
        Assert.Equal(next, Next(Prompt, heard, spoken));

    [Fact]
    public void Interview_without_any_answer_begins_anew()
    {
        string[] spoken =
        [
            First, "Let me ask again: What is your name?", "All right. How old are you, {{ FirstName }}?",
            "Let me ask again: How old are you, {{ FirstName }}?", "All right. Why?", "Let me ask again: Why?",
        ];

        string anew = Next(Prompt, "What did you say?", spoken);

        Assert.Equal("I have no answer yet, so let me begin anew: What is your name?", anew);
        Assert.Equal("You said: Ann Hill. How old are you, {{ FirstName }}?", Next(Prompt, "Ann Hill.", [.. spoken, anew]));
    }

    [Fact]
    public void What_was_heard_before_the_question_is_no_answer_to_it() =>
        Assert.Equal(
            "Let me ask again: How old are you, {{ FirstName }}?",
            Shipped.Answer(new Situation(Prompt, "Ann Hill.", [First, Second], null, []) { IsAnswered = false }).Says);

    [Fact]
    public void Question_that_stands_twice_is_asked_twice()
    {
        const string Twice = "You interview people.\n1. Why?\n2. Why?";

        Assert.Equal("Good day. Why?", Next(Twice, "", []));
        Assert.Equal("I see. Why?", Next(Twice, "Because.", ["Good day. Why?"]));
        Assert.Equal("I see. Thank you, that completes the interview.", Next(Twice, "Because.", ["Good day. Why?", "I see. Why?"]));
    }

    [Theory]
    [InlineData("You are an interviewer. Ask what you like.")]
    [InlineData("1. What is your name?\n2. Why?")]
    [InlineData("You interview people.\n1. Say your name.")]
    public void Other_instructions_are_those_of_an_ordinary_session(string instructions) =>
        Assert.Equal(Next("", "Hello", []), Next(instructions, "Hello", []));

    [Fact]
    public void File_of_rules_that_plays_the_instructions_comes_first_and_the_default_last()
    {
        const string Ends = """ "otherwise":{"says":"$"},"inaudible":{"says":"$"},"after_tool":{"says":"$"}}""";
        using var folder = new TemporaryFolder();
        folder.Write("default.json", """{"rules":[],""" + Ends.Replace("$", "default", StringComparison.Ordinal));
        folder.Write("own.json", """{"when":"You are Ada","rules":[],""" + Ends.Replace("$", "own", StringComparison.Ordinal));
        var mind = SandboxMind.Load(folder.Path);

        Assert.Equal("own", mind.Answer(new Situation(Prompt, "x", [], null, [])).Says);
        Assert.Equal(
            "Good day, this is Eve. What is your name?",
            mind.Answer(new Situation(Prompt.Replace("Ada", "Eve", StringComparison.Ordinal), "x", [], null, [])).Says);
    }

    private static string Next(string instructions, string heard, string[] spoken) =>
        Shipped.Answer(new Situation(instructions, heard, spoken, null, [])).Says;
}
