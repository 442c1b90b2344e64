using RealtimeEvals.Model;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Callers.CallerLines;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class CallerDecorationTests
{
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
        Assert.Contains(Find(text), finding => finding.Fault == CallerViolation.Decoration);

    [Theory]
    [InlineData("Next user response: It is LK-1002.")]
    [InlineData("Tobias: It is LK-1002.")]
    [InlineData("\u2018It is LK-1002.\u2019")]
    [InlineData("(clears throat) It is LK-1002.")]
    [InlineData("(whispering) It is LK-1002.")]
    public void Words_around_the_line_of_other_kinds_are_decoration_too(string text) =>
        Assert.Contains(Find(text), finding => finding.Fault == CallerViolation.Decoration);

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
}
