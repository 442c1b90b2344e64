using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class TableSizeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n\"1,\n2\",2\r\n")]
    [InlineData("a\n\"\"\"\"\n")]
    public void Table_of_a_usual_size_is_right(string text) => Assert.Null(TableSize.FindProblem(text));

    [Fact]
    public void Limits_are_taken_and_one_more_is_refused()
    {
        Assert.Null(TableSize.FindProblem(new string('x', InputLimits.CellCharacters)));
        Assert.Equal(
            "row 2 has a cell of more than 1048576 characters",
            TableSize.FindProblem("a\n" + new string('x', InputLimits.CellCharacters + 1)));
        Assert.Null(TableSize.FindProblem(new string(',', InputLimits.TableColumns - 1)));
        Assert.Equal("row 1 has more than 1000 cells", TableSize.FindProblem(new string(',', InputLimits.TableColumns)));
        Assert.Null(TableSize.FindProblem(Rows(InputLimits.TableRows)));
        Assert.Equal("there are more than 100000 rows", TableSize.FindProblem(Rows(InputLimits.TableRows + 1)));
        Assert.Equal(
            "there are more than 100000 rows",
            TableSize.FindProblem(string.Concat(Enumerable.Repeat(",\n", InputLimits.TableRows + 1))));
    }

    [Fact]
    public void Quote_that_is_never_closed_is_one_large_cell() =>
        Assert.NotNull(TableSize.FindProblem("a,b\n\"" + new string(',', 60_000_000)));

    [Theory]
    [InlineData(',')]
    [InlineData('\n')]
    [InlineData('x')]
    [InlineData('"')]
    public void Table_of_one_character_over_and_over_costs_no_more_than_its_text(char character)
    {
        string text = "a,b\n" + new string(character, 60_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Exception? refused = Record.Exception(() => Given.Tables.Parse(text));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
        Assert.True(refused is null or FormatException, $"{refused}");
    }

    private static string Rows(int count) => string.Concat(Enumerable.Repeat("x\n", count));
}
