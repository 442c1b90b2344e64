using System.Globalization;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class LiveTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;
    private readonly LiveTable _table;

    private static readonly TableColumn<Row>[] Columns =
    [
        new("id", row => row.Id),
        new("text", row => row.Text),
        TableColumn<Row>.OfNumber("number", row => row.Number),
        TableColumn<Row>.OfTime("at", row => row.At),
    ];

    public LiveTableTests()
    {
        _run = new RunFolder(_folder.Path);
        _table = new LiveTable(_run, Given.Tables, [.. Columns.Select(column => column.Name)]);
    }

    private string Content => File.ReadAllText(_run.PathOf("results.csv"));

    [Fact]
    public void Append_grows_the_table_by_one_line_and_Replace_writes_it_anew()
    {
        _table.Replace([]);
        Assert.Equal("id,text,number,at\n", Content);

        _table.Append(Cells(new Row("b", "two", 2.5)));
        _table.Append(Cells(new Row("a", "one, \"1\"\nline", null)));
        Assert.Equal(
            "id,text,number,at\nb,two,2.5,2026-11-20T07:30:00.0000000Z\na,\"one, \"\"1\"\"\nline\",,2026-11-20T07:30:00.0000000Z\n",
            Content);

        _table.Replace([Cells(new Row("a", "é", 1)), Cells(new Row("b", "two", 2.5))]);
        Assert.Equal("id,text,number,at\na,é,1,2026-11-20T07:30:00.0000000Z\nb,two,2.5,2026-11-20T07:30:00.0000000Z\n", Content);
    }

    [Fact]
    public void Append_from_many_threads_keeps_every_row()
    {
        _table.Replace([]);

        Parallel.For(0, 100, i => _table.Append(Cells(new Row($"{i}", "text", i))));

        Table read = Given.Tables.Parse(Content);
        Assert.Equal(Enumerable.Range(0, 100), read.Rows.Select(row => int.Parse(row.Cells[0], CultureInfo.InvariantCulture)).Order());
        Assert.All(read.Rows, row => Assert.Equal(4, row.Cells.Count));
    }

    [Fact]
    public void Append_to_a_file_that_cannot_be_written_says_so()
    {
        Directory.CreateDirectory(_run.PathOf("results.csv"));

        Assert.Equal("EvidenceNotWritten", Assert.Throws<EvalException>(() => _table.Append(Cells(new Row("a", "", 1)))).ErrorId);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1+1", "'\t=1+1")]
    [InlineData("\r=1+1", "'\r=1+1")]
    [InlineData("- no", "'- no")]
    [InlineData("=", "'=")]
    [InlineData("-5", "-5")]
    [InlineData("+1.5", "+1.5")]
    [InlineData("-1e3", "-1e3")]
    [InlineData("a=1", "a=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("\"=1+1\"", "'\"=1+1\"")]
    [InlineData("\u00A0 @SUM(A1)", "'\u00A0 @SUM(A1)")]
    [InlineData("\uFEFF=1+1", "'\uFEFF=1+1")]
    [InlineData("\u200E-1+1", "'\u200E-1+1")]
    [InlineData("\u0001=1+1", "'\u0001=1+1")]
    [InlineData("\uFE66 1+1", "'\uFE66 1+1")]
    [InlineData(" -5", " -5")]
    [InlineData("\"a\" = 1", "\"a\" = 1")]
    [InlineData("...=1", "...=1")]
    [InlineData("", "")]
    [InlineData("'=1", "'=1")]
    [InlineData("\n=1+1", "'\n=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-abc.wav", "-abc.wav")]
    public void Formula_gets_an_apostrophe_and_a_number_does_not(string text, string cell)
    {
        _table.Replace([Cells(new Row("a", text, null))]);

        Assert.Equal(cell, Given.Tables.Parse(Content).Rows[0].Cells[1]);
    }

    public static TheoryData<int> ControlCharacters => [.. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7F, 0x21), 0x2028, 0x2029];

    /// <summary>Some readers end a row at a bare carriage return unless it stands between quotes.</summary>
    [Theory]
    [MemberData(nameof(ControlCharacters))]
    public void Every_control_character_stands_in_its_cell_for_every_reader(int code)
    {
        foreach (string text in (string[])[$"a{(char)code}=cmd", $"a{(char)code}", $"a{(char)code}{(char)code}\r=1, \"b\""])
        {
            _table.Replace([Cells(new Row("a", text, 1))]);

            Assert.Equal(["a", text, "1"], Given.Tables.Parse(Content).Rows.Single().Cells.Take(3));
            string row = Content[(Content.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            Assert.True(row[..row.IndexOf((char)code)].Count(character => character == '"') % 2 == 1, "it stands outside of quotes.");
        }
    }

    [Fact]
    public void Of_number_is_written_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("-1234567.125", TableColumn<double>.OfNumber("c", value => value).Cell(-1_234_567.125));
            Assert.Equal("0.0015", TableColumn<decimal>.OfNumber("c", value => value).Cell(0.0015m));
            Assert.Equal("0.30000000000000004", TableColumn<double>.OfNumber("c", value => value).Cell(0.1 + 0.2));
            Assert.Equal("", TableColumn<double?>.OfNumber("c", value => value).Cell(null));
            Assert.Equal("-5,5", new TableColumn<string>("c", value => value).Cell("-5,5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    private static string[] Cells(Row row) => [.. Columns.Select(column => column.Cell(row))];

    private sealed record Row(string Id, string Text, double? Number)
    {
        public DateTimeOffset At { get; } = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(2));
    }
}
