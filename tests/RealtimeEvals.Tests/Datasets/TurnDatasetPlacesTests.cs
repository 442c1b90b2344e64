using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

/// <summary>Where the problems of a crawl data file are said to be.</summary>
public sealed class TurnDatasetPlacesTests : IDisposable
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];

    [Fact]
    public void Read_reports_every_problem_of_the_file_at_once()
    {
        string csv = string.Join(
            '\n', Header, "ok,fine,,", "../x,,steal,[1]", "short,row", "OK,again,,",
            "five,b,pay,\"{\"\"x\"\":1,\"\"y\"\":2}\"", "last,fine,pay,{}");

        IReadOnlyList<SingleTurnCase> cases = Read(csv);

        Assert.Equal(["ok", "last"], cases.Select(item => item.Id), StringComparer.Ordinal);
        Assert.Equal([1, 6], cases.Select(item => item.Number));
        (int?, string?)[] places =
        [
            (3, "example_id"), (3, "user_text"), (3, "gt_tool_call_arg"), (3, "gt_tool_call"), (4, null),
            (5, "example_id"), (6, "gt_tool_call_arg"), (6, "gt_tool_call_arg"),
        ];
        Assert.Equal(places, _problems.Select(problem => (problem.Row, problem.Column)));
    }

    [Fact]
    public void Read_row_after_a_quoted_line_break_counts_as_a_spreadsheet_counts()
    {
        Read($"{Header}\na,\"one\ntwo\",,\nb, ,,\n");

        Assert.Equal(3, Assert.Single(_problems).Row);
    }

    [Fact]
    public void Read_row_after_a_blank_line_counts_as_an_editor_counts()
    {
        Read($"{Header}\na,one,,\n\nb, ,,\n");

        Assert.Equal(4, Assert.Single(_problems).Row);
    }

    [Fact]
    public void Read_case_after_a_blank_line_is_the_next_in_number()
    {
        Assert.Equal([1, 2], Read($"{Header}\na,one,,\n\nb,two,,\n").Select(item => item.Number));
    }

    [Theory]
    [InlineData("a,b \"c\" d,,")]
    [InlineData("a,\"b\"c,,")]
    [InlineData("a,\"never closed,,\nb,c,,")]
    [InlineData("a,b,pay,\"{}")]
    [InlineData("a,b,\"")]
    public void Read_misplaced_quote_is_a_problem(string rows)
    {
        Read($"{Header}\n{rows}\n");

        Assert.NotEmpty(_problems);
    }

    [Fact]
    public void Read_misplaced_quote_names_its_row()
    {
        Read($"{Header}\na,one,,\nb,two \"x\",,\n");

        Assert.Contains("row 3", Assert.Single(_problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_arguments_with_half_a_surrogate_pair_do_not_end_the_check()
    {
        Read($"{Header}\na,one,pay,\"{{\"\"\\ud800\"\":1}}\"\nb, ,,\n");

        Assert.Contains(_problems, problem => problem is { Row: 3, Column: "user_text" });
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SingleTurnCase> Read(string csv) =>
        TurnDataset.Read(
            _folder.Write("a.csv", csv),
            AudioColumn.Ignored,
            Given.Tables,
            Given.Tools("""[{"type":"function","name":"pay","parameters":{"properties":{"amount":{}}}}]"""),
            _problems);
}
