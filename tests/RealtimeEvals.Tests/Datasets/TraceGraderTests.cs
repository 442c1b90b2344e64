using System.Text.Json;
using FsCheck.Fluent;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class TraceGraderTests
{
    private static readonly JsonElement NoState = Given.Json("{}");

    private static readonly ToolSet Tools = Given.Tools(
        """[{"type":"function","name":"look","parameters":{"type":"object","properties":"""
        + """{"id":{"type":"string","x-normalizer":"identifier"},"at":{"type":"string","x-normalizer":"address"}}}},"""
        + """{"type":"function","name":"pay"},{"type":"function","name":"say"}]""");

    [Theory]
    [InlineData("look", "", false, false)]
    [InlineData("look", "look", true, true)]
    [InlineData("look", "look look", true, true)]
    [InlineData("look", "pay say look pay", true, true)]
    [InlineData("look", "Look", false, false)]
    [InlineData("look pay", "look pay", true, true)]
    [InlineData("look pay", "pay look", true, false)]
    [InlineData("look pay", "pay look say pay", true, true)]
    [InlineData("look pay", "look look", false, false)]
    [InlineData("look look", "look", false, false)]
    [InlineData("look look", "look say look", true, true)]
    [InlineData("look pay look", "look look pay", true, false)]
    [InlineData("look pay look", "pay look pay look", true, true)]
    [InlineData("look pay look", "look pay pay look look", true, true)]
    [InlineData("look pay look pay", "look look pay pay", true, false)]
    public void Expected_tools_are_counted_with_repetitions_and_found_in_order_with_others_between(
        string expected, string made, bool called, bool inOrder)
    {
        TraceGrade grade = Grade(
            [.. Words(expected).Select(name => new ExpectedCall(name, Given.Json("{}")))],
            [.. Words(made).Select(name => new ToolCall(name, "{}", name))]);

        Assert.Equal((called, inOrder, inOrder), (grade.ToolsCalled, grade.InOrder, grade.ArgumentsGiven));
    }

    [Theory]
    [InlineData("""look{"id":"LK-1"}""", """look{"id":"lk 1"}""", true)]
    [InlineData("""look{"id":"LK-1"}""", """look{"id":"LK-2"}|look{"id":"LK-1","at":"x"}""", true)]
    [InlineData("""look{"id":"LK-1"}""", """look{"id":"LK-2"}""", false)]
    [InlineData("""look{"id":"LK-1"}""", """look{}""", false)]
    [InlineData("""look{"id":"LK-1"}""", """look{"id":1}""", false)]
    [InlineData("""look{"at":"8 Heather Rd"}""", """look{"at":"8,HEATHER-road"}""", true)]
    [InlineData("""look{"id":"1"}|look{"id":"2"}""", """look{"id":"1"}|look{"id":"2"}""", true)]
    [InlineData("""look{"id":"1"}|look{"id":"2"}""", """look{"id":"2"}|look{"id":"1"}""", false)]
    [InlineData("""look{"id":"1"}|look{"id":"2"}""", """look{"id":"2"}|look{"id":"1"}|pay{}|look{"id":"2"}""", true)]
    [InlineData("""look{"id":"1"}|pay{"n":2}""", """look{"id":"1"}|pay{"n":3}|pay{"n":2.0}""", true)]
    [InlineData("""look{"id":"1"}|pay{"n":2}""", """pay{"n":2}|look{"id":"1"}|pay{"n":"2"}""", false)]
    [InlineData("""look{}""", """look{""", false)]
    [InlineData("""look{}""", """look[]""", false)]
    [InlineData("""pay{"a":{"b":[1]}}""", """pay{"a":{"b":[1,2],"c":3}}""", true)]
    public void Expected_arguments_are_found_in_order_through_the_normalizers(string expected, string made, bool given)
    {
        TraceGrade grade = Grade(
            [.. expected.Split('|').Select(text => new ExpectedCall(Name(text), Given.Json(text[Name(text).Length..])))],
            [.. made.Split('|').Select(text => new ToolCall(Name(text), text[Name(text).Length..], text))]);

        Assert.Equal(given, grade.ArgumentsGiven);
    }

    [Theory]
    [InlineData(true, "", true)]
    [InlineData(true, "say", false)]
    [InlineData(false, "", null)]
    [InlineData(false, "say", null)]
    public void Where_no_call_is_expected_none_may_be_made_and_where_nothing_is_asked_nothing_is_said(
        bool expectsNone, string made, bool? called)
    {
        TraceGrade grade = TraceGrader.Grade(
            new Expectation([], expectsNone, [], default), [.. Words(made).Select(name => new ToolCall(name, "{}", "c"))], NoState, Tools);

        Assert.Equal((called, null, null, null), (grade.ToolsCalled, grade.InOrder, grade.ArgumentsGiven, grade.FinalStateReached));
        Assert.Empty(grade.ForbiddenCalled);
    }

    [Theory]
    [InlineData("", "pay", "")]
    [InlineData("pay", "look", "")]
    [InlineData("pay", "pay pay", "pay")]
    [InlineData("say pay look", "look say", "say look")]
    [InlineData("pay", "PAY", "")]
    public void Forbidden_tools_that_were_called_are_named_once_in_the_order_of_the_list(string forbidden, string made, string called) =>
        Assert.Equal(
            Words(called),
            TraceGrader.Grade(
                new Expectation([], false, Words(forbidden), default),
                [.. Words(made).Select(name => new ToolCall(name, "not JSON", name))],
                NoState,
                Tools).ForbiddenCalled);

    [Theory]
    [InlineData("{}", "{}", true)]
    [InlineData("{}", """{"a":1}""", true)]
    [InlineData("""{"a":1}""", "{}", false)]
    [InlineData("""{"a":{"b":true}}""", """{"a":{"b":true,"c":1},"d":2}""", true)]
    [InlineData("""{"a":{"b":true}}""", """{"a":{"b":false}}""", false)]
    [InlineData("""{"a":{"b":true}}""", """{"a":{"b":"true"}}""", false)]
    [InlineData("""{"a":null}""", """{"a":null}""", true)]
    [InlineData("""{"a":null}""", "{}", false)]
    [InlineData("""{"a":1.0}""", """{"a":1}""", true)]
    [InlineData("""{"a":"41 Wren Street"}""", """{"a":"41 wren street."}""", true)]
    [InlineData("""{"a":"41 Wren St"}""", """{"a":"41 Wren Street"}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2,3]}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1,"c":2}]}""", true)]
    public void State_at_the_end_holds_what_it_should_and_may_hold_more(string wanted, string state, bool reached) =>
        Assert.Equal(
            reached,
            TraceGrader.Grade(new Expectation([], false, [], Given.Json(wanted)), [], Given.Json(state), Tools).FinalStateReached);

    /// <summary>The greedy search against a search of every choice.</summary>
    [Fact]
    public void Order_is_found_whenever_some_choice_of_calls_has_it()
    {
        string[] arguments = ["{}", """{"a":1}""", """{"a":1,"b":2}"""];
        var expectedCalls =
            Gen.Choose(0, 5).Select(index => (Name: index % 2 == 0 ? "look" : "pay", Arguments: arguments[index / 2])).ListOf();
        Fuzz.ForAll(expectedCalls.Zip(expectedCalls), pair =>
        {
            ExpectedCall[] expected = [.. pair.Item1.Take(4).Select(call => new ExpectedCall(call.Name, Given.Json(call.Arguments)))];
            ToolCall[] made = [.. pair.Item2.Take(7).Select(call => new ToolCall(call.Name, call.Arguments, "c"))];
            if (expected.Length == 0) return;

            TraceGrade grade = Grade(expected, made);

            Assert.Equal(Exists(expected, made, (one, call) => one.Name == call.Name), grade.InOrder);
            bool given = Exists(
                expected,
                made,
                (one, call) => one.Name == call.Name && ArgumentMatch.Contains(Given.Json(call.RawArguments), one.Arguments, null));
            Assert.Equal(given, grade.ArgumentsGiven);
            Assert.True(
                (grade.ToolsCalled, grade.InOrder) is not (false, true) && (grade.InOrder, grade.ArgumentsGiven) is not (false, true));
        });
    }

    private static bool Exists(ReadOnlySpan<ExpectedCall> expected, ReadOnlySpan<ToolCall> made, Func<ExpectedCall, ToolCall, bool> matches)
    {
        if (expected.IsEmpty) return true;
        for (int index = 0; index < made.Length; index++)
        {
            if (matches(expected[0], made[index]) && Exists(expected[1..], made[(index + 1)..], matches)) return true;
        }

        return false;
    }

    private static TraceGrade Grade(IReadOnlyList<ExpectedCall> expected, IReadOnlyList<ToolCall> made) =>
        TraceGrader.Grade(new Expectation(expected, false, [], default), made, NoState, Tools);

    private static string Name(string text) => text[..text.IndexOfAny(['{', '['])];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
