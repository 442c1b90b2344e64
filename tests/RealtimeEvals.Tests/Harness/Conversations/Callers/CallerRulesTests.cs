using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class CallerRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("\u2026 ?!")]
    public void Line_without_words_is_empty(string text) =>
        Assert.Equal(
            [new CallerFinding(CallerViolation.EmptyLine, 2, "no words")],
            Rules().Find(2, new CallerLine(text, Sound, AudioFormat.Pcm24K, new TokenUsage()), new Transcript()));

    [Fact]
    public void Line_without_sound_is_empty_whatever_the_format()
    {
        AudioFormat[] formats =
            [AudioFormat.Pcm24K, new AudioFormat(AudioEncoding.MuLaw, 8_000), new AudioFormat(AudioEncoding.ALaw, 8_000)];
        foreach (AudioFormat format in formats)
        {
            byte[] silence = new byte[format.BytesPerSecond];
            Array.Fill(silence, format.SilenceByte);
            foreach (byte[] audio in new[] { silence, [] })
                Assert.Equal(
                    [new CallerFinding(CallerViolation.EmptyLine, 2, "no sound")],
                    Rules().Find(2, new CallerLine("Yes, please.", audio, format, new TokenUsage()), new Transcript()));
        }
    }

    [Theory]
    [InlineData(Simulated.FirstLine, true)]
    [InlineData("hello my LAMP arrived broken", true)]
    [InlineData("  Hello - my lamp arrived, broken!  ", true)]
    [InlineData("Hello, my lamp arrived.", false)]
    [InlineData("Hello, my lamp arrived broken. Can you help?", false)]
    [InlineData("Sure! Hello, my lamp arrived broken.", false)]
    public void First_line_is_said_as_written_up_to_case_and_punctuation(string text, bool same) =>
        Assert.Equal(
            same ? [] : [new CallerFinding(CallerViolation.NotAsWritten, 1, text.Trim())],
            Rules().Find(1, Spoken(text), new Transcript()));

    [Fact]
    public void First_line_may_hold_what_others_may_not()
    {
        const string Line = "\"How can I help you? Order 98765, a@b.example.\"";
        Simulation simulation = Simulated.Call() with { Turns = new SimulationTurns(Line, [], 1, 8) };

        Assert.Empty(new CallerRules(simulation).Find(1, Spoken(Line), new Transcript()));
    }

    [Fact]
    public void Script_is_the_user_s_own_choice_of_words()
    {
        string[] script = ["Hi.", "Hi.", "How can I help you? It is 98765.", "*coughs* Hi."];
        var rules = new CallerRules(Simulated.Call() with { Turns = new SimulationTurns("Hi.", script, 1, 4) });

        Assert.All(script.Index(), line => Assert.Empty(rules.Find(line.Index + 1, Spoken(line.Item), new Transcript())));
    }

    [Fact]
    public void Every_broken_rule_is_found_at_once() => Assert.Equal(
        [CallerViolation.SpokenEnd, CallerViolation.RoleInversion, CallerViolation.Decoration, CallerViolation.InventedFact],
        Find("User: How can I help you with 98765? END_CALL").Select(finding => finding.Fault));
}
