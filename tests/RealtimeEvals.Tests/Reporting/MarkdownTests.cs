using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Reporting.ReportFixture;

namespace RealtimeEvals.Tests.Reporting;

public sealed class MarkdownTests
{
    public static TheoryData<string> Texts =>
    [
        "a | b", "```\n# title", "<script>alert(1)</script>", "[x](javascript:alert(1))",
        "![x](http://example.com/x.png)", "**bold** _it_ ~~no~~", "\\| escaped", "line\r\n\r\n# heading",
        "@somebody", "<!-- -->", "&lt;", "\u202Eright to left", "##[add-matcher]x",
        "www.example.com", "https://example.com/a_b", "http://example.com", "a@b.example", "$x$ and $$y$$", "$`x`$",
        "#123", "GH-1", "owner/name#4", "0123456789abcdef0123456789abcdef01234567", ":smile:", "[^1]: note", "> [!NOTE]",
        "~~~", "`", "``", "a`b``c", " ` ", "\\", "\\|", "|", "||", "\t# tab", "cr\r# heading", "&#124;",
        "![](x)", "<details>", "- [ ] task", "1. one", "===", "---", "{{ x }}", "{% raw %}", "=HYPERLINK(1)",
    ];

    private static Gen<string> Pieces { get; } = Gen
        .Elements(ForeignText.Pieces.Concat(["|", "\\", "`", "``", "www.a.example", "$", "@", "&", "<b>"]))
        .ArrayOf()
        .Select(string.Concat);

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_text_leaves_its_cell(string text)
    {
        foreach (ReportFormat format in new[] { ReportFormat.StepSummary, ReportFormat.Markdown })
        {
            int Lines(string value) =>
                Write(format, [Run(1, Case($"id {value} id", "fail", value))], Gate(GateVerdict.Failed) with { RunId = value })
                    .Split('\n').Length;
            string[] rows =
            [
                .. Write(format, [Run(1, Case($"id {text} id", "fail", text))], Gate(GateVerdict.Failed) with { RunId = text })
                    .Split('\n')
                    .Where(line => line.StartsWith('|')),
            ];

            Assert.Equal(Lines("plain"), Lines(text));
            Assert.All(
                rows.SelectMany(CodeSpans.Cells),
                cell => Assert.Matches(@"^[\w .:<>=-]*\z", CodeSpans.Outside(cell).Replace(CodeSpans.Bar, "", StringComparison.Ordinal)));
            Assert.Equal(
                Columns(Write(format, [Run(1, Case("id plain id", "fail", "plain"))], Gate(GateVerdict.Failed) with { RunId = "plain" })),
                Columns(string.Join('\n', rows)));
        }
    }

    [Fact]
    public void Any_text_is_read_back_as_itself_and_nothing_of_it_stands_outside_of_code() => Fuzz.ForAll(Pieces, text =>
    {
        string cell = MarkdownText.Of(text);
        Assert.Equal("", CodeSpans.Outside(cell).Replace(CodeSpans.Bar, "", StringComparison.Ordinal));
        Assert.Equal(ReportText.Clean(text), CodeSpans.Read(cell));
        Assert.Single(CodeSpans.Cells($"| {cell} |"));
        ForeignText.AssertHarmless(cell);
    }, tests: 5_000);

    [Fact]
    public void Summary_lists_only_what_did_not_pass()
    {
        string page = Write(ReportFormat.StepSummary, [Run(3, Case("good", "pass"), Case("bad", "fail", "too late"))]);
        Assert.DoesNotContain("good", page, StringComparison.Ordinal);
        Assert.Contains("| `night` | `bad` | `failed` | `too late` |", page, StringComparison.Ordinal);
        Assert.Contains("| `night` | 1 | 1 | 0 | 0 | 0 | 1 | 3 |", page, StringComparison.Ordinal);
        Assert.Contains("**Not passed**: 1 of 3 planned cases passed.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_lists_fifty_cases_and_says_how_many_more()
    {
        string page = Write(ReportFormat.StepSummary, [Run(80, [.. Enumerable.Range(0, 80).Select(index => Case($"c{index}", "fail"))])]);
        Assert.Equal(50, page.Split('\n').Count(line => line.Contains("| `failed` | `an expectation", StringComparison.Ordinal)));
        Assert.Contains("\nand 30 more\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_stays_below_a_mebibyte_whatever_is_in_it()
    {
        string text = new('@', 1000);
        RunEvidence run = Run(60, [.. Enumerable.Range(0, 60).Select(index => Case($"{index}{text}", "error", text, text))]) with
        {
            RunId = text,
        };
        GateReport gate = Gate([.. Enumerable.Repeat(GateVerdict.Failed, 30)]) with { RunId = text, PolicySet = text };
        Assert.InRange(
            Encoding.UTF8.GetByteCount(Write(ReportFormat.StepSummary, [.. Enumerable.Repeat(run, 60)], [.. Enumerable.Repeat(gate, 60)])),
            1,
            (1 << 20) - 1);
    }

    [Fact]
    public void Full_page_has_every_case_and_every_rule()
    {
        string page = Write(
            ReportFormat.Markdown,
            [Run(62, [.. Enumerable.Range(0, 60).Select(index => Case($"case_{index}", index % 2 == 0 ? "pass" : "fail"))])],
            Gate(GateVerdict.Passed, GateVerdict.Failed));
        Assert.All(Enumerable.Range(0, 60), index => Assert.Contains($"| `case_{index}` |", page, StringComparison.Ordinal));
        Assert.Equal(
            2,
            page.Split('\n').Count(
                line => line.Contains("| `missing` |", StringComparison.Ordinal)
                    && line.Contains("planned", StringComparison.Ordinal)
                    && !line.Contains("| run |", StringComparison.Ordinal)));
        Assert.Contains("`passed >= 0` | Passed | 4 |  | 4 |", page, StringComparison.Ordinal);
        Assert.Contains("BoundMissed: the value is 0.5.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void All_is_well_only_where_all_is_well()
    {
        Assert.Contains(
            "**Passed**: 1 of 1 gate passed, 1 of 1 planned case passed.",
            Write(ReportFormat.StepSummary, [Run(1, Case("a", "pass"))], Gate(GateVerdict.Passed)),
            StringComparison.Ordinal);
        Assert.Contains(
            "**Not passed**",
            Write(ReportFormat.StepSummary, [Run(1, Case("a", "pass"))], Gate(GateVerdict.Failed)),
            StringComparison.Ordinal);
        Assert.Contains("**Not passed**", Write(ReportFormat.StepSummary, []), StringComparison.Ordinal);
        Assert.Contains(
            "**Not passed**",
            Write(ReportFormat.Markdown, [], new GateReport { Verdict = GateVerdict.Passed }),
            StringComparison.Ordinal);
    }

    /// <summary>The number of cells of each row.</summary>
    private static IEnumerable<int> Columns(string page) =>
        page.Split('\n').Where(line => line.StartsWith('|')).Select(line => CodeSpans.Cells(line).Count());
}
