using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class CallerRulesTests
{
    private static readonly byte[] Sound = PcmSamples.Encode(Signal.Tone(500, 24_000, 2_400), AudioEncoding.Pcm16);

    [Theory]
    [InlineData("END_CALL")]
    [InlineData("end_call")]
    [InlineData("End_Call.")]
    [InlineData(" END CALL ")]
    [InlineData("End call.")]
    [InlineData("END-CALL!")]
    [InlineData("ENDCALL")]
    [InlineData("\"END_CALL\"")]
    [InlineData("[END_CALL]")]
    [InlineData("**END_CALL**")]
    [InlineData("END_CALL\n")]
    public void Sign_for_the_end_alone_ends_the_call_in_every_spelling(string text)
    {
        Assert.True(CallerRules.IsEndOfCall(text));
        Assert.Empty(Rules().Find(3, Silent(text), new Transcript()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("END")]
    [InlineData("END_CALL END_CALL")]
    [InlineData("Thanks, bye. END_CALL")]
    [InlineData("I want to end the call.")]
    public void Anything_else_does_not_end_the_call(string text) => Assert.False(CallerRules.IsEndOfCall(text));

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(5, 5, true)]
    [InlineData(5, 6, false)]
    public void End_before_the_least_number_of_turns_is_too_early(int minimum, int turn, bool early)
    {
        Simulation simulation = Simulated.Call() with { Turns = new SimulationTurns(Simulated.FirstLine, [], minimum, 8) };

        IReadOnlyList<CallerFinding> findings = new CallerRules(simulation).Find(turn, Silent("END_CALL"), new Transcript());

        Assert.Equal(early ? [new CallerFinding(CallerFault.EarlyEnd, turn, "END_CALL")] : [], findings);
    }

    [Theory]
    [InlineData("Thanks, bye. END_CALL")]
    [InlineData("END_CALL Thanks, bye.")]
    [InlineData("Thanks. end_call")]
    [InlineData("Bye END CALL")]
    [InlineData("END_CALL END_CALL")]
    [InlineData("Goodbye, then [END_CALL]")]
    [InlineData("Goodbye -- END-CALL")]
    [InlineData("Goodbye. ENDCALL")]
    public void Sign_for_the_end_in_a_sentence_is_found(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerFault.SpokenEnd);

    [Theory]
    [InlineData("Please end call forwarding on my line.")]
    [InlineData("Then we can end the call here.")]
    [InlineData("I will end this call now, bye.")]
    [InlineData("At the weekend call me again.")]
    public void Ends_and_calls_of_other_kinds_are_no_sign(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("\u2026 ?!")]
    public void Line_without_words_is_empty(string text) =>
        Assert.Equal(
            [new CallerFinding(CallerFault.EmptyLine, 2, "no words")],
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
                    [new CallerFinding(CallerFault.EmptyLine, 2, "no sound")],
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
            same ? [] : [new CallerFinding(CallerFault.NotAsWritten, 1, text.Trim())],
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

    [Theory]
    [InlineData("How can I help you today?")]
    [InlineData("Hello, how may I assist you?")]
    [InlineData("How could we help?")]
    [InlineData("Is there anything else I can help you with?")]
    [InlineData("I'm happy to help with that.")]
    [InlineData("I am here to help.")]
    [InlineData("We're glad to assist.")]
    [InlineData("Sure, I can help you with your refund.")]
    [InlineData("Let me look that up for you.")]
    [InlineData("Thank you for calling Larkspur Home.")]
    [InlineData("I'll process that refund right away.")]
    [InlineData("I will refund your order now.")]
    [InlineData("As an AI language model I cannot do that.")]
    [InlineData("May I have your order number, please?")]
    [InlineData("Can I have your account number?")]
    public void Words_of_an_agent_are_a_change_of_roles(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerFault.RoleInversion);

    [Theory]
    [InlineData("I\u2019m happy to help with that.")]
    [InlineData("I\u2019ll process your refund right away.")]
    [InlineData("We\u2019re here to help.")]
    [InlineData("I'd be happy to help you with that.")]
    [InlineData("Sure, I can help with that.")]
    [InlineData("What can I do for you today?")]
    [InlineData("Can I help you with anything else?")]
    [InlineData("Could you please provide your order number?")]
    [InlineData("Your refund has been processed.")]
    public void Words_of_an_agent_in_other_spellings_are_a_change_of_roles_too(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerFault.RoleInversion);

    [Theory]
    [InlineData("Thank you so much for your help.")]
    [InlineData("Can you help me with that?")]
    [InlineData("Could you look that up for me?")]
    [InlineData("You have been a great help. Goodbye.")]
    [InlineData("Is there anything else you need from me?")]
    [InlineData("What else can I tell you?")]
    [InlineData("No, nothing else. Thanks for helping.")]
    [InlineData("I will wait for the refund then.")]
    [InlineData("I would like to cancel my order.")]
    [InlineData("Thanks for checking that.")]
    [InlineData("Will you refund it?")]
    [InlineData("Let me see. It says LK 1002.")]
    public void Words_of_a_caller_are_no_change_of_roles(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("Thanks for calling me back.")]
    [InlineData("Is there anything else I can do to get it sooner?")]
    [InlineData("Then I'll cancel it.")]
    [InlineData("May I have your name, please?")]
    [InlineData("I work as an assistant at a school.")]
    [InlineData("How can I help you find it?")]
    public void Words_that_callers_use_too_are_no_change_of_roles(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("\"It is LK-1002.\"")]
    [InlineData("\u201CIt is LK-1002.\u201D")]
    [InlineData("\u00ABIt is LK-1002.\u00BB")]
    [InlineData("'It is LK-1002.'")]
    [InlineData("*sighs* It is LK-1002.")]
    [InlineData("It is broken. [pause]")]
    [InlineData("(sighs) It is LK-1002.")]
    [InlineData("It is LK-1002 (nervous laughter).")]
    [InlineData("(long pause)")]
    [InlineData("User: It is LK-1002.")]
    [InlineData("Caller : It is LK-1002.")]
    [InlineData("Assistant: One moment.")]
    [InlineData("Response: It is LK-1002.")]
    [InlineData("**User:** It is LK-1002.")]
    public void Words_around_the_line_are_decoration(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerFault.Decoration);

    [Theory]
    [InlineData("Next user response: It is LK-1002.")]
    [InlineData("Tobias: It is LK-1002.")]
    [InlineData("\u2018It is LK-1002.\u2019")]
    [InlineData("(clears throat) It is LK-1002.")]
    [InlineData("(whispering) It is LK-1002.")]
    public void Words_around_the_line_of_other_kinds_are_decoration_too(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerFault.Decoration);

    [Theory]
    [InlineData("It's my neighbour's lamp, isn't it?")]
    [InlineData("\u2019Tis broken, that\u2019s all I know.")]
    [InlineData("The box says \"fragile\" on it.")]
    [InlineData("The lamp (the tall one) is broken.")]
    [InlineData("The user of the lamp is my mother.")]
    [InlineData("Customer service told me to ring.")]
    [InlineData("Me too, thanks.")]
    [InlineData("No: I want my money back.")]
    public void Quotes_apostrophes_and_brackets_inside_a_line_are_no_decoration(string text) => Assert.Empty(Find(text));

    [Fact]
    public void Quotes_of_two_other_people_around_a_line_are_no_decoration() =>
        Assert.Empty(Find("\"Delivered\" is what it says, not \"lost\""));

    [Theory]
    [InlineData("It is LK-1003.", "LK-1003")]
    [InlineData("My order is 98765, I think.", "98765")]
    [InlineData("I paid 300 dollars for it.", "300")]
    [InlineData("I paid $1,350.00 for it.", "1,350.00")]
    [InlineData("My mail is marta@example.com.", "marta@example.com")]
    [InlineData("Ring me at 555-0143.", "555-0143")]
    [InlineData("It came on 12/04/2026.", "12/04/2026")]
    [InlineData("The code is AB12-CD34.", "AB12-CD34")]
    [InlineData("It was in 2019.", "2019")]
    [InlineData("Order #4711!", "#4711")]
    public void Facts_that_nobody_told_the_caller_are_invented(string text, string word) =>
        Assert.Equal([new CallerFinding(CallerFault.InventedFact, 2, word)], Find(text));

    [Theory]
    [InlineData("It is LK-1002.")]
    [InlineData("It is lk 1002, thanks.")]
    [InlineData("L K 1 0 0 2.")]
    [InlineData("LK-1002's base is cracked.")]
    [InlineData("I paid $1250.")]
    [InlineData("It was 1,250 dollars.")]
    [InlineData("My mail is T.Renner@Example.com.")]
    [InlineData("Ring me at 555 0142.")]
    [InlineData("In March 2026, on the 11th.")]
    [InlineData("I have 2 lamps and 10 chairs.")]
    [InlineData("On the 21st at 10am or 3 pm.")]
    [InlineData("It took 10 days.")]
    public void Facts_that_the_caller_was_told_and_small_numbers_are_not_invented(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("So the reference is RL-7302.")]
    [InlineData("RL 7302, is that right?")]
    [InlineData("So 14 May 2027, 101st street.")]
    [InlineData("To help@larkspur.example?")]
    public void Facts_that_the_agent_said_are_not_invented(string text) =>
        Assert.Empty(
            Find(text, "The reference is RL-7302.", "It arrives on 14 May 2027 at 101 Street.", "Write to help@larkspur.example."));

    [Theory]
    [InlineData("I am at home after 5:30.")]
    [InlineData("Not before 10:30 am, please.")]
    [InlineData("Is there a 2-day delivery?")]
    [InlineData("It is a 3-seater.")]
    [InlineData("It took 10-15 minutes.")]
    [InlineData("Are you there 24/7?")]
    [InlineData("About 5ish.")]
    [InlineData("It was $1250.00.")]
    [InlineData("It is a 1st-floor flat.")]
    public void Times_of_day_counts_and_turns_of_phrase_are_not_invented(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("I'm 100% sure.")]
    [InlineData("I have told you 100 times.")]
    public void Hundred_that_stands_in_no_known_number_is_not_invented(string text)
    {
        Simulation simulation = Simulated.Call() with
        {
            Scenario = "A lamp is broken.",
            Caller = new SimulationCaller("You are Tobias Renner. The order number is LK-7342.", "gpt-realtime", ""),
        };

        Assert.Empty(new CallerRules(simulation).Find(2, Spoken(text), new Transcript()));
    }

    [Theory]
    [InlineData("It is LK-100.")]
    [InlineData("It is 014214.")]
    public void Part_of_a_known_number_and_two_known_numbers_run_together_are_invented(string text) =>
        Assert.Contains(Find(text, "14 May it is."), finding => finding.Fault == CallerFault.InventedFact);

    [Fact]
    public void Facts_of_the_state_and_of_the_tools_are_not_the_caller_s_to_know()
    {
        Simulation simulation = Simulated.Call() with
        {
            InitialState = Given.Json("""{"code":"98765"}"""),
            Mocks = [Simulated.Mock("look", """{"code":"98765"}""")],
        };

        Assert.Single(new CallerRules(simulation).Find(2, Spoken("It is 98765."), new Transcript()));
    }

    [Fact]
    public void Every_invented_fact_is_named() =>
        Assert.Equal(["LK-7777", "a@b.example"], Find("It is LK-7777 of LK-1002, a@b.example.").Select(finding => finding.Text));

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
            [new CallerFinding(CallerFault.RepeatedLine, 3, "it IS, the oak one")],
            Repeat("It is the oak one.", said, "it IS, the oak one"));

    [Fact]
    public void First_line_counts_among_the_lines_that_were_said()
    {
        CallerRules rules = Rules();
        rules.Find(1, Spoken(Simulated.FirstLine), new Transcript());

        Assert.Equal(CallerFault.RepeatedLine, Assert.Single(rules.Find(2, Spoken(Simulated.FirstLine), new Transcript())).Fault);
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

    [Fact]
    public void Every_broken_rule_is_found_at_once() => Assert.Equal(
        [CallerFault.SpokenEnd, CallerFault.RoleInversion, CallerFault.Decoration, CallerFault.InventedFact],
        Find("User: How can I help you with 98765? END_CALL").Select(finding => finding.Fault));

    private static CallerRules Rules() => new(Simulated.Call());

    private static CallerLine Spoken(string text) => new(text, Sound, AudioFormat.Pcm24K, new TokenUsage());

    private static CallerLine Silent(string text) => new(text, Array.Empty<byte>(), AudioFormat.Pcm24K, new TokenUsage());

    private static Transcript Said(params string[] agent)
    {
        var transcript = new Transcript();
        foreach (string text in agent) transcript.AddAgent(Simulated.Turn(1, "", text));
        return transcript;
    }

    private static IReadOnlyList<CallerFinding> Find(string text, params string[] agent) => Rules().Find(2, Spoken(text), Said(agent));

    /// <summary>What is found when a line is said in turns 2 and 3, with the agent's words between them.</summary>
    private static IReadOnlyList<CallerFinding> Repeat(string line, string agent, string? again = null)
    {
        CallerRules rules = Rules();
        Assert.Empty(rules.Find(2, Spoken(line), new Transcript()));
        return rules.Find(3, Spoken(again ?? line), Said(agent));
    }
}
