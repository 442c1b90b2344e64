using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class TurnDatasetTests : IDisposable
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";
    private const string Tools =
        """[{"type":"function","name":"pay","parameters":{"properties":{"amount":{},"to":{}}}}"""
        + """,{"type":"function","name":"open_tool"},{"type":"function","name":"none","parameters":{"properties":{}}}]""";

    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];

    [Fact]
    public void Read_shipped_data_has_no_problem()
    {
        ToolSet tools = Assert.IsType<ToolSet>(ToolSet.Read(ProductData.PathOf("crawl", "tools.json"), _problems));

        IReadOnlyList<SingleTurnCase> cases = TurnDataset.Read(
            ProductData.PathOf("crawl", "customer_calls.csv"), AudioColumn.Ignored, Given.Tables, tools, _problems);

        Assert.Empty(_problems);
        Assert.Equal(18, cases.Count);
        Assert.Equal(Enumerable.Range(1, 18), cases.Select(item => item.Number));
    }

    [Fact]
    public void Read_cells_stay_text_as_written()
    {
        IReadOnlyList<SingleTurnCase> cases = Read($"{Header}\n001,null,,\n1e3,NA,pay,\nNA,nan,pay,\" {{\"\"amount\"\":1.50}} \"\n");

        Assert.Empty(_problems);
        Assert.Equal(["001", "1e3", "NA"], cases.Select(item => item.Id), StringComparer.Ordinal);
        Assert.Equal(["null", "NA", "nan"], cases.Select(item => item.UserText), StringComparer.Ordinal);
        Assert.Equal("""{"amount":1.50}""", cases[2].ExpectedArguments.GetRawText());
        Assert.Equal("", cases[1].ExpectedArgumentsText);
        Assert.Equal("{}", cases[1].ExpectedArguments.GetRawText());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_quoted_cells_keep_commas_quotes_and_line_breaks(string end)
    {
        IReadOnlyList<SingleTurnCase> cases = Read($"{Header}{end}a,\"one, \"\"two\"\"\nthree\",,{end}b,four,,");

        Assert.Empty(_problems);
        Assert.Equal(["one, \"two\"\nthree", "four"], cases.Select(item => item.UserText), StringComparer.Ordinal);
        Assert.Equal([1, 2], cases.Select(item => item.Number));
    }

    [Fact]
    public void Read_columns_may_come_in_any_order_among_others()
    {
        SingleTurnCase item = Assert.Single(Read("note,gt_tool_call_arg,user_text,gt_tool_call,example_id\nx,,hello, pay ,a\n"));

        Assert.Equal(("a", "hello", "pay"), (item.Id, item.UserText, item.ExpectedTool));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("gt_tool_call", "example_id,user_text,gt_tool_call_arg\na,b,c\n")]
    [InlineData("example_id", "Example_Id,user_text,gt_tool_call,gt_tool_call_arg\na,b,,\n")]
    [InlineData("example_id", " example_id,user_text,gt_tool_call,gt_tool_call_arg\na,b,,\n")]
    [InlineData("example_id,user_text,gt_tool_call,gt_tool_call_arg", "")]
    public void Read_missing_columns_are_named_in_row_1(string missing, string csv)
    {
        Assert.Empty(Read(csv));

        Assert.Equal(missing.Split(','), _problems.Select(problem => problem.Column), StringComparer.Ordinal);
        Assert.All(_problems, problem => Assert.Equal(1, problem.Row));
    }

    [Theory]
    [InlineData(Header)]
    [InlineData(Header + "\n")]
    [InlineData(Header + "\n\n\n")]
    public void Read_header_alone_is_a_problem(string csv)
    {
        Assert.Empty(Read(csv));

        AssertProblem(null, null, "no rows below the header");
    }

    [Theory]
    [InlineData("a,b,", 2, null, "3 cells")]
    [InlineData("a,b,,,x", 2, null, "5 cells")]
    [InlineData("a, ,,", 2, "user_text", "blank")]
    [InlineData("a,b,,\"{\"\"amount\"\":1}\"", 2, "gt_tool_call_arg", "arguments without a tool")]
    [InlineData("a,b,pay,[1]", 2, "gt_tool_call_arg", "'[1]'")]
    [InlineData("a,b,pay,null", 2, "gt_tool_call_arg", "'null'")]
    [InlineData("a,b,pay,5", 2, "gt_tool_call_arg", "'5'")]
    [InlineData("a,b,pay,{amount:1}", 2, "gt_tool_call_arg", "is not JSON")]
    [InlineData("a,b,pay,{}{}", 2, "gt_tool_call_arg", "is not JSON")]
    [InlineData("a,b,pay,\"{\"\"amount\"\":1,\"\"amount\"\":2}\"", 2, "gt_tool_call_arg", "is not JSON")]
    [InlineData("a,b,pay,\"{\"\"to\"\":{\"\"x\"\":1,\"\"x\"\":2}}\"", 2, "gt_tool_call_arg", "is not JSON")]
    [InlineData("a,b,steal,{}", 2, "gt_tool_call", "'steal'")]
    [InlineData("a,b,Pay,", 2, "gt_tool_call", "'Pay'")]
    [InlineData("a,b,pay,\"{\"\"Amount\"\":1}\"", 2, "gt_tool_call_arg", "'Amount' is not a parameter of pay")]
    [InlineData("a,b,none,\"{\"\"x\"\":1}\"", 2, "gt_tool_call_arg", "'x' is not a parameter of none")]
    [InlineData("a,b,,\na,c,,", 3, "example_id", "'a' stands in row 2 already")]
    [InlineData("a,b,,\nA,c,,", 3, "example_id", "'A' stands in row 2 already")]
    public void Read_wrong_cell_is_named_by_row_and_column(string rows, int row, string? column, string found)
    {
        Read($"{Header}\n{rows}\n");

        AssertProblem(row, column, found);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("C:x")]
    [InlineData("..")]
    [InlineData("CON")]
    [InlineData("con.txt")]
    [InlineData("Lpt1.log.gz")]
    [InlineData("dot.")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("")]
    [InlineData("é")]
    public void Read_id_that_is_no_file_name_is_refused(string id)
    {
        Assert.Empty(Read($"{Header}\n{id},b,,\n"));

        AssertProblem(2, "example_id", $"'{id}'");
    }

    [Fact]
    public void Read_long_id_is_refused_and_shortened_in_the_message()
    {
        Read($"{Header}\n{new string('a', 300)},b,,\n");

        AssertProblem(2, "example_id", "(300 characters)");
        Assert.InRange(_problems[0].Found.Length, 1, 100);
    }

    [Fact]
    public void Read_arguments_of_a_tool_without_a_schema_are_not_checked()
    {
        Assert.Single(Read($"{Header}\na,b,open_tool,\"{{\"\"x\"\":1}}\"\n"));

        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_without_tools_checks_everything_else()
    {
        IReadOnlyList<SingleTurnCase> cases = TurnDataset.Read(
            _folder.Write("a.csv", $"{Header}\na,b,unknown,\nb,,x,[]\n"), AudioColumn.Ignored, Given.Tables, null, _problems);

        Assert.Equal("a", Assert.Single(cases).Id);
        Assert.Equal(["user_text", "gt_tool_call_arg"], _problems.Select(problem => problem.Column), StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SingleTurnCase> Read(string csv) =>
        TurnDataset.Read(_folder.Write("a.csv", csv), AudioColumn.Ignored, Given.Tables, Given.Tools(Tools), _problems);

    private void AssertProblem(int? row, string? column, string found)
    {
        DataProblem problem = Assert.Single(_problems);
        Assert.Equal((row, column), (problem.Row, problem.Column));
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }
}
