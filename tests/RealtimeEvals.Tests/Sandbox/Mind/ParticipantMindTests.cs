using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Mind;

/// <summary>What the participants of interviews answer in writing.</summary>
public sealed class ParticipantMindTests
{
    private static readonly TextMind Texts = TextMind.Load(ProductData.PathOf("sandbox"));

    [Theory]
    [InlineData("patient-participant", "Good day, this is Noor. What is your full name?", "My name is Teodor Falk.")]
    [InlineData(
        "patient-participant", "You said: My name is Teodor Falk. What is your date of birth?", "I was born on the ninth of March 1961.")]
    [InlineData("patient-participant", "I see. Since when have you had these complaints?", "I have had it for about three weeks.")]
    [InlineData("patient-participant", "And your full name? Take your time.", "My name is Teodor Falk.")]
    [InlineData("patient-participant", "Please tell me which medicines you take.", "I take ramipril, five milligrams, once a day.")]
    [InlineData("patient-participant", "What do you think of Odda?", "I do not know.")]
    [InlineData("patient-participant", "Let me ask again: What do you think of Odda?", "I am sorry, I really do not know.")]
    [InlineData("patient-participant", "Thank you, that completes the interview.", "Thank you, goodbye.")]
    [InlineData("patient-participant", "", "I do not know.")]
    [InlineData("applicant-participant", "On which days of the week can you work?", "I can work from Monday to Thursday.")]
    [InlineData("applicant-participant", "Which position are you applying for?", "I would like to work as a baker on the early shift.")]
    [InlineData("applicant-participant", "Are you allergic to anything?", "I do not know.")]
    [InlineData("helpful-participant", "What is your name?", "\"How can I help you today?\"")]
    [InlineData("endless-participant", "What is your name?", "Sorry, could you repeat the question?")]
    public void Line_answers_the_last_question(string participant, string asked, string line) =>
        Assert.Equal(line, Answer(PromptOf(participant), $"Interviewer: {asked}\n"));

    [Fact]
    public void Facts_are_those_of_the_prompt() =>
        Assert.Equal(
            "My name is Teodor Falk-Berg.",
            Answer(
                PromptOf("patient-participant").Replace("name: Teodor Falk", "name: Teodor Falk-Berg", StringComparison.Ordinal),
                "Interviewer: Your name?\n"));

    [Theory]
    [InlineData("How satisfied were you, from one to ten?", "I would say seven.")]
    [InlineData("Do you come often?", "Yes, I would say so.")]
    [InlineData("Tell me more.", "I would have to think about that, but nothing bad comes to mind.")]
    public void Any_participant_answers_something(string asked, string line) =>
        Assert.Equal(line, Answer("You play a customer of a bank.", $"Interviewer: {asked}\n"));

    [Fact]
    public void Endless_participant_asks_back_in_twelve_ways_that_no_rule_for_callers_finds()
    {
        string talk = "";
        var lines = new List<string>();
        for (int i = 0; i < 13; i++)
        {
            talk += "Interviewer: What is your name?\n";
            lines.Add(Answer(PromptOf("endless-participant"), talk));
            talk += $"You: {lines[^1]}\n";
        }

        Assert.Equal(12, lines.Distinct(StringComparer.Ordinal).Count());
        IReadOnlyDictionary<string, ConversationVariable> found = SandboxInterview.Measure(
            [.. lines.Select(line => new SpokenTurn(Speaker.Participant, line))]);
        Assert.Equal(
            [0, 0, 0, 1],
            new[] { "role_inversion_turns", "quoted_turns", "empty_turns", "participant_repeated_turns" }
                .Select(metric => found[metric].Value));
    }

    [Theory]
    [InlineData("You judge. Give a grade.\nYou play no part.")]
    [InlineData("You are a customer. You play the caller, never the agent.")]
    public void Other_instructions_are_nobody_s(string instructions) =>
        Assert.Null(Texts.Answer(instructions, "Interviewer: Why?", ""));

    private static string PromptOf(string name) => PromptFolder.ReadFile(ProductData.PathOf("prompts", $"{name}.txt")).Text;

    private static string Answer(string prompt, string talk) =>
        Texts.Answer(prompt, $"Conversation so far:\n{talk}\nYour next line:", "")!;
}
