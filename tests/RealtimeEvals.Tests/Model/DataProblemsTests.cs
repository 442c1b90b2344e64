using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Model;

public sealed class DataProblemsTests
{
    [Fact]
    public void First_hundred_of_each_file_are_told_and_the_others_counted()
    {
        var problems = new DataProblems();
        for (int row = 1; row <= 100_000; row++) problems.Add(new DataProblem("a.csv", row, "id", "blank", "an id"));
        for (int row = 1; row <= 100; row++) problems.Add(new DataProblem("b.csv", row, "id", "blank", "an id"));

        EvalException exception = EvalErrors.InvalidInput(problems);

        Assert.Equal(100_100, problems.Count);
        Assert.Equal(200, exception.Problems.Count);
        Assert.Equal(100, exception.Problems.Count(problem => problem.File == "b.csv"));
        Assert.StartsWith("The input has 100100 problems; nothing was sent:", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("  a.csv: 99900 more.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("b.csv: ", exception.Message[^30..], StringComparison.Ordinal);
    }

    [Fact]
    public void Few_problems_are_all_told_without_a_count()
    {
        EvalException exception = EvalErrors.InvalidInput(
            Enumerable.Range(1, 100).Select(row => new DataProblem("a.csv", row, null, "x", "y")));

        Assert.Equal(100, exception.Problems.Count);
        Assert.DoesNotContain("more", exception.Message, StringComparison.Ordinal);
    }
}
