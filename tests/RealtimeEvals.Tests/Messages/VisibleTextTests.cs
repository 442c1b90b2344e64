using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using Outcome = RealtimeEvals.Model.Outcome;

namespace RealtimeEvals.Tests.Messages;

public sealed class VisibleTextTests
{
    private static readonly Gen<string> Texts = Gen.Elements(ForeignText.Pieces.AsEnumerable()).ArrayOf().Select(string.Concat);

    [Theory]
    [InlineData("plain text, ünïcode and 😀", "plain text, ünïcode and 😀")]
    [InlineData("\u001b[31mred", "<U+001B>[31mred")]
    [InlineData("a\rb", "a<U+000D>b")]
    [InlineData("a\r\nb\nc\td", "a b c d")]
    [InlineData("\0", "<U+0000>")]
    [InlineData("\u202Eabc", "<U+202E>abc")]
    [InlineData("a\u200Bb\uFEFF", "a<U+200B>b<U+FEFF>")]
    [InlineData("\U000E0041", "<U+E0041>")]
    [InlineData("::error file=a::b", "<U+003A>:error file=a<U+003A>:b")]
    [InlineData(":::debug::", ":<U+003A>:debug::")]
    [InlineData("[::1]:80 and a :: b", "[::1]:80 and a :: b")]
    [InlineData("###[group]", "#<U+0023>#[group]")]
    [InlineData("##vso[a] ## heading", "<U+0023>#vso[a] ## heading")]
    [InlineData(null, "")]
    public void Text_is_shown_on_one_line(string? text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    /// <summary>An attribute cannot hold one.</summary>
    [Fact]
    public void Half_of_a_pair_is_shown_as_its_code() => Assert.Equal("half <U+D83D> <U+DE00>", VisibleText.Of("half \uD83D \uDE00"));

    [Fact]
    public void Whatever_is_shown_is_harmless_and_stays_as_it_is() => Fuzz.ForAll(Texts, text =>
    {
        string shown = VisibleText.Of(text);
        ForeignText.AssertHarmless(shown);
        Assert.DoesNotContain('\n', shown);
        Assert.Equal(shown, VisibleText.Of(shown));
    }, tests: 5_000);

    [Fact]
    public void Message_of_several_lines_is_indented_from_its_second_line_on() => Fuzz.ForAll(Texts, text =>
    {
        string shown = VisibleText.Lines(text);
        ForeignText.AssertHarmless(shown);
        Assert.All(shown.Split(Environment.NewLine).Skip(1), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
        Assert.Equal(shown, VisibleText.Lines(shown));
    }, tests: 5_000);

    [Fact]
    public void Items_of_a_list_are_shown_one_by_one()
    {
        Assert.Equal(["a<U+0007>", "", "3"], VisibleText.Each(new object?[] { "a\a", null, 3 }));
        Assert.Equal(["one"], VisibleText.Each("one"));
        Assert.Empty(VisibleText.Each(null));
    }

    [Fact]
    public void Error_says_nothing_that_is_not_visible_and_keeps_what_it_is_about()
    {
        var problem = new DataProblem("f\u001b.csv", 2, "c\r", ForeignText.Hostile, "a number");
        EvalException exception = EvalErrors.InvalidInput([problem]);

        ForeignText.AssertHarmless(exception.Message);
        Assert.Equal(2, exception.Message.Split(Environment.NewLine).Length);
        Assert.Equal(ForeignText.Hostile, exception.Problems[0].Found);
        Assert.Equal("f\u001b.csv", exception.Target);
        ForeignText.AssertHarmless(new EvalException("Id", ErrorKind.Usage, ForeignText.Hostile, ForeignText.Hostile).RecommendedAction);
    }

    public static TheoryData<object> Shown =>
    [
        new ToolCall("call", ForeignText.Hostile, ForeignText.Hostile),
        new ToolOutput("call", ForeignText.Hostile, ForeignText.Hostile, 1, false),
        new CrawlResult
        {
            RunId = "r",
            CaseId = ForeignText.Hostile,
            Outcome = Outcome.Fail,
            PredictedToolCall = "a",
            PredictedArguments = ForeignText.Hostile,
        },
        new WalkResult { RunId = "r", CaseId = "c", Outcome = Outcome.Error, FailureStage = "s", ErrorMessage = ForeignText.Hostile },
        new ConversationResult
        {
            RunId = "r",
            SimulationId = "s",
            ConversationId = ForeignText.Hostile,
            Outcome = Outcome.Fail,
            Rationale = "no",
        },
        new RefusalResult { RunId = "r", CaseId = ForeignText.Hostile, Outcome = Outcome.Fail, Reason = ForeignText.Hostile },
        new TurnResult
        {
            RunId = "r",
            SimulationId = "s",
            ConversationId = "c",
            UserText = ForeignText.Hostile,
            AssistantText = ForeignText.Hostile,
        },
        new GateReport { RunId = ForeignText.Hostile, Message = ForeignText.Hostile },
        new GateFinding(GateReason.NoEvidence, ForeignText.Hostile),
    ];

    [Theory]
    [MemberData(nameof(Shown), DisableDiscoveryEnumeration = true)]
    public void Object_reads_as_one_harmless_line(object one)
    {
        string line = one.ToString()!;
        ForeignText.AssertHarmless(line);
        Assert.DoesNotContain('\n', line);
        Assert.Contains("<U+001B>[2J", line, StringComparison.Ordinal);
    }
}
