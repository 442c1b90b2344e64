using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

/// <summary>Tables in the shapes in which spreadsheets and programs leave them.</summary>
public sealed class TableShapeTests : IDisposable
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];
    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData("example_id;user_text;gt_tool_call;gt_tool_call_arg\na;b;;\n", "';'")]
    [InlineData("example_id;user_text;gt_tool_call;gt_tool_call_arg\nc1;\"Hi, you\";pay;\"{\"\"a\"\":1}\"\n", "';'")]
    [InlineData("\"example_id\";\"user_text\";\"gt_tool_call\";\"gt_tool_call_arg\"\r\na;b;;\r\n", "';'")]
    [InlineData("sep=;\r\nexample_id;user_text;gt_tool_call;gt_tool_call_arg\r\na;b;;\r\n", "';'")]
    [InlineData(";;;\nexample_id;user_text;gt_tool_call;gt_tool_call_arg\na;b;;\n", "';'")]
    [InlineData("\uFEFFexample_id;user_text;gt_tool_call;gt_tool_call_arg\ra;b;;\r", "';'")]
    [InlineData("example_id;notes, long;user_text;gt_tool_call;gt_tool_call_arg\na;;b;;\n", "';'")]
    [InlineData("id;text\na;b\n", "';'")]
    [InlineData("example_id\tuser_text\tgt_tool_call\tgt_tool_call_arg\na\tb\t\t\n", "tabs")]
    [InlineData("example_id|user_text|gt_tool_call|gt_tool_call_arg\na|b||\n", "'|'")]
    [InlineData("example_id | user_text | gt_tool_call | gt_tool_call_arg\na|b||\n", "'|'")]
    [InlineData("example_id\uFF0Cuser_text\uFF0Cgt_tool_call\uFF0Cgt_tool_call_arg\n", "'\uFF0C'")]
    public void Another_separator_is_one_problem_that_names_it(string csv, string separator)
    {
        Assert.Empty(Read(csv));

        DataProblem problem = Assert.Single(_problems);
        Assert.Equal((1, $"columns separated by {separator}"), (problem.Row, problem.Found));
    }

    [Fact]
    public void Semicolons_in_a_column_that_nobody_knows_are_no_separator()
    {
        Assert.Single(Read($"a;b|c,{Header}\nx,a,b,,\n"));

        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData(Header + ",,\na,b,,,,\nc,d,,,,\n")]
    [InlineData(Header + ",,\na,b,,\nc,d,,,\n")]
    [InlineData(Header + "\na,b,,,,,\nc,d,,, ,\n")]
    [InlineData("," + Header + ",\n0,a,b,,,\n1,c,d,,,\n")]
    [InlineData(Header + ",notes,notes\na,b,,,x,y\nc,d,,,x,y\n")]
    [InlineData(Header + ", , \na,b,,,x,y\nc,d,,,x,y\n")]
    [InlineData(Header + ",audio_path,audio_path\na,b,,,x.wav,y.wav\nc,d,,,,\n")]
    [InlineData(Header + ",User_Text,user_text \na,b,,,x,y\nc,d,,,,\n")]
    [InlineData("\uFEFF\"example_id\",user_text,gt_tool_call,gt_tool_call_arg\r\na,b,,\r\nc,d,,")]
    public void Columns_that_nobody_reads_do_not_matter(string csv)
    {
        IReadOnlyList<SingleTurnCase> cases = Read(csv);

        Assert.Empty(_problems);
        Assert.Empty(_warnings);
        Assert.Equal(["a", "c"], cases.Select(item => item.Id));
        Assert.Equal(["b", "d"], cases.Select(item => item.UserText));
    }

    [Theory]
    [InlineData("user_text", AudioColumn.Ignored, "as columns 2 and 5")]
    [InlineData("tags,tags", AudioColumn.Ignored, "as columns 5 and 6")]
    [InlineData("notes,condition,notes,condition", AudioColumn.Ignored, "as columns 6 and 8")]
    [InlineData("audio_path,audio_path", AudioColumn.Optional, "as columns 5 and 6")]
    [InlineData("audio_path,example_id,example_id", AudioColumn.Required, "as columns 1 and 6 and 7")]
    public void A_column_that_is_read_stands_once(string more, AudioColumn audio, string found)
    {
        Read($"{Header},{more}\na,b,,{new string(',', more.Split(',').Length)}\n", audio);

        Assert.Contains(_problems, problem => problem.Row == 1 && problem.Column == more.Split(',')[^1]
            && problem.Found.EndsWith(found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Header + "\na,b,,\n,,,\nc,d,,\n", "row 3")]
    [InlineData(Header + "\na,b,,\nc,d,,\n,,,\n,,,\n", "rows 4, 5")]
    [InlineData(Header + "\n,,,\n\na,b,,\n , ,\t,\u00A0\n\"\",,,\nc,d,,\n,\n,,,,,,,\n", "rows 2, 5, 6, 8, 9")]
    [InlineData(",,,\n" + Header + "\na,b,,\nc,d,,\n", "row 1")]
    [InlineData(Header + "\na,b,,\nc,d,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n,,,\n",
        "rows 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more")]
    public void Rows_of_commas_alone_are_left_out_with_one_warning(string csv, string rows)
    {
        IReadOnlyList<SingleTurnCase> cases = Read(csv);

        Assert.Empty(_problems);
        Assert.Equal(["a", "c"], cases.Select(item => item.Id));
        Assert.Equal([1, 2], cases.Select(item => item.Number));
        Assert.EndsWith($"a.csv, {rows}: nothing in any cell; left out.", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Header + "\n,,,\n,,,\n")]
    [InlineData(Header + "\n \n")]
    [InlineData(",,,\n,,,\n")]
    public void A_table_of_blank_rows_has_no_cases(string csv)
    {
        Assert.Empty(Read(csv));

        Assert.NotEmpty(_problems);
    }

    [Theory]
    [InlineData("a,b,", "3 cells")]
    [InlineData("a", "1 cells")]
    [InlineData("a,b,,,x", "5 cells")]
    public void A_row_of_another_length_is_a_problem_where_something_would_be_lost(string row, string found)
    {
        Read($"{Header}\n{row}\n");

        Assert.Equal((2, found), (Assert.Single(_problems).Row, _problems[0].Found));
    }

    [Fact]
    public void A_row_may_not_end_before_a_column_that_has_a_name()
    {
        Read($"{Header},,notes,,\na,b,,\n");

        Assert.Equal("4 cells", Assert.Single(_problems).Found);
    }

    [Theory]
    [InlineData("a,\"never closed,,\nb,c,,\n", 2)]
    [InlineData("a,b,,\n\nc,d,pay,\"{}\n", 4)]
    [InlineData("a,\"one\ntwo\",,\nc,d \"e\",,\n", 3)]
    public void A_quote_that_is_wrong_or_never_closed_is_said_with_its_row(string rows, int row)
    {
        Read($"{Header}\n{rows}");

        Assert.Contains($"row {row} has a quote in the wrong place, or one that is never closed", Assert.Single(_problems).Found,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_case_knows_the_line_on_which_its_row_starts(string end)
    {
        IReadOnlyList<SingleTurnCase> cases =
            Read(string.Join(end, Header, "a,one,,", "", $"b,\"two{end}{end}lines\",,", ",,,", $"\"c\",\"three{end}\",,", "d,four,,", ""));

        Assert.Equal([2, 4, 8, 10], cases.Select(item => item.Line));
        Assert.Equal([2, 4, 6, 7], cases.Select(item => item.Row));
        Assert.Equal([1, 2, 3, 4], cases.Select(item => item.Number));
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SingleTurnCase> Read(string csv, AudioColumn audio = AudioColumn.Ignored) =>
        TurnDataset.Read(_folder.Write("a.csv", csv), audio, Given.Tables, tools: null, _problems, _warnings.Add);
}
