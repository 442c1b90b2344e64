using RealtimeEvals.Model;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class CallerRoleTests
{
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
        Assert.Contains(Find(text), finding => finding.Fault == CallerViolation.RoleInversion);

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
        Assert.Contains(Find(text), finding => finding.Fault == CallerViolation.RoleInversion);

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
}
