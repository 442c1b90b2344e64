using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class InventedFactTests
{
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
        Assert.Equal([new CallerFinding(CallerViolation.InventedFact, 2, word)], Find(text));

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
        Assert.Contains(Find(text, "14 May it is."), finding => finding.Fault == CallerViolation.InventedFact);

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
}
