using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

/// <summary>The sign by which a caller ends the call.</summary>
public sealed class CallerEndTests
{
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

        Assert.Equal(early ? [new CallerFinding(CallerViolation.EarlyEnd, turn, "END_CALL")] : [], findings);
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
        Assert.Contains(Find(text), finding => finding.Fault == CallerViolation.SpokenEnd);

    [Theory]
    [InlineData("Please end call forwarding on my line.")]
    [InlineData("Then we can end the call here.")]
    [InlineData("I will end this call now, bye.")]
    [InlineData("At the weekend call me again.")]
    public void Ends_and_calls_of_other_kinds_are_no_sign(string text) => Assert.Empty(Find(text));
}
