using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using Xunit;
using static RealtimeEvals.Tests.Reporting.ReportFixture;

namespace RealtimeEvals.Tests.Reporting;

public sealed class AnnotationTests
{
    private static readonly string[] Commands = ["::error ", "::warning ", "::notice "];

    [Fact]
    public void Each_case_that_did_not_pass_is_a_command() =>
        Assert.Equal(
            [
                "::error file=data/calls%2C all.csv,line=1,title=night%2C b%3A failed::50%25 too late",
                "::warning file=data/calls%2C all.csv,line=1,title=night%2C d%3A inconclusive::no verdict could be reached",
                "::error file=results/night/run.json,line=1,title=night%2C missing case 1 of 1%3A missing"
                    + "::a case was planned and has no result",
            ],
            Lines([Run(
                4,
                NumberedAway(Case("a", "pass")),
                NumberedAway(Case("b", "fail", "50% too late")),
                NumberedAway(Case("d", "inconclusive")))]));

    [Fact]
    public void Line_is_that_of_the_case()
    {
        object one = Case("b", "fail", "too late");
        ((Dictionary<string, object>)one)["data_line"] = 41;

        Assert.Equal(["::error file=data/calls%2C all.csv,line=41,title=night%2C b%3A failed::too late"], Lines([Run(1, one)]));
    }

    [Fact]
    public void Run_that_passed_is_a_notice() =>
        Assert.Equal(
            ["::notice file=results/night/run.json,line=1,title=night::All 1 planned cases passed, answered by api.example.com."],
            Lines([Run(1, Case("a", "pass"))]));

    [Fact]
    public void Gate_that_passed_is_a_notice_and_others_are_errors()
    {
        Assert.StartsWith("::notice ", Lines([], Gate(GateVerdict.Passed)).Single(), StringComparison.Ordinal);
        Assert.Equal(
            2,
            Lines([], Gate(GateVerdict.Passed, GateVerdict.Failed, GateVerdict.NotEvaluated))
                .Count(line => line.StartsWith("::error ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Report_about_nothing_is_an_error() => Assert.StartsWith("::error ", Lines([]).Single(), StringComparison.Ordinal);

    [Theory]
    [InlineData("\n::add-mask::secret")]
    [InlineData("\r\n  ::set-output name=x::y")]
    [InlineData("a,title=other::message")]
    [InlineData("%0A::stop-commands::x")]
    [InlineData("\u0085::error::x\u2028::error::y")]
    [InlineData("##[add-matcher]x.json")]
    [InlineData("\u001b]0;title\u0007")]
    public void No_text_becomes_a_command(string text)
    {
        string[] lines =
        [
            .. Lines(
                [Run(1, Case($"id{text}", "error", $"why{text}", $"stage{text}"))],
                Gate(GateVerdict.Failed) with
                {
                    RunId = text,
                    RunPath = Path.Combine(Base, $"run{text.Replace("/", "", StringComparison.Ordinal)}"),
                }),
        ];

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line =>
        {
            string command = Assert.Single(Commands, known => line.StartsWith(known, StringComparison.Ordinal));
            string properties = line[command.Length..line.IndexOf("::", command.Length, StringComparison.Ordinal)];
            Assert.Equal(["file", "line", "title"], properties.Split(',').Select(property => property.Split('=')[0]));
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain("%0A", line, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Long_texts_are_cut() =>
        Assert.All(
            Lines([Run(1, Case(new string('i', 5000), "fail", new string('x', 100_000)))]),
            line => Assert.InRange(line.Length, 1, 2000));

    /// <summary>A case that does not tell its place in the plan.</summary>
    private static object NumberedAway(object one)
    {
        ((Dictionary<string, object>)one).Remove("case_number");
        return one;
    }

    private static string[] Lines(IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        Write(ReportFormat.GitHubAnnotation, runs, gates).TrimEnd('\n').Split('\n');
}
