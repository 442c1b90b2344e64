using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class SimulationMeasureCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_without_a_judge_is_undecided_until_it_is_measured_with_one()
    {
        using var folder = new CliFolder();

        await folder.RunSimulationsAsync("--run-name", "demo", "--max-examples", "2", "--skip-judge");
        string[] undecided = [.. folder.Run("demo").Column("outcome").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        (int measured, string table, string error) = await folder.MeasureAsync("results/demo", "--judge", "--sandbox");

        Assert.Equal(["", "inconclusive"], undecided);
        Assert.Equal(0, measured);
        Assert.Contains("2 passed, 0 failed, 0 errored, 0 inconclusive of 2", table, StringComparison.Ordinal);
        Assert.DoesNotContain("error", error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, folder.Run("demo").Summary.GetProperty("goal_completion_grade_mean").GetDouble());
        Assert.Equal(["", "pass"], folder.Run("demo").Column("outcome").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Measuring_anew_without_a_judge_changes_no_verdict()
    {
        using var folder = new CliFolder();
        await folder.RunSimulationsAsync("--run-name", "demo", "--max-examples", "2");
        string table = folder.Run("demo").ReadShared("results.csv");
        string summary = folder.Run("demo").ReadShared("summary.json");

        (int exitCode, string output, _) = await folder.MeasureAsync("results/demo/", "--output", "csv");

        Assert.Equal(0, exitCode);
        Assert.Equal(table, output);
        Assert.Equal(table, folder.Run("demo").ReadShared("results.csv"));
        Assert.Equal(summary, folder.Run("demo").ReadShared("summary.json"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Judge_may_be_asked_more_often_than_in_the_run()
    {
        using var folder = new CliFolder();
        await folder.RunSimulationsAsync("--run-name", "demo", "--max-examples", "1", "--max-turns", "1");

        (int exitCode, string output, _) = await folder.MeasureAsync(
            "results/demo", "--judge", "--sandbox", "--judge-samples", "3", "--output", "json");

        Assert.Equal(0, exitCode);
        JsonElement grades = JsonSerializer.Deserialize<JsonElement>(output)[0].GetProperty("grades");
        Assert.All(
            grades.EnumerateArray().Where(grade => grade.GetProperty("grader_id").GetString() == "goal_completion"),
            grade => Assert.Equal(3, grade.GetProperty("samples").GetInt32()));
        Assert.NotEqual(0, grades.GetArrayLength());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("error RunNotFound", "nothing")]
    [InlineData("error RunNotFound", ".")]
    [InlineData("error InvalidSetting", "nothing", "--judge-samples", "2")]
    [InlineData("error InvalidSetting", "nothing", "--throttle-limit", "0")]
    [InlineData("error ApiKeyMissing", "nothing", "--judge")]
    [InlineData("Required argument 'RUN' missing for command: 'measure'")]
    public async Task Command_that_cannot_be_followed_is_one_error_of_usage(string words, params string[] arguments)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.MeasureAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_of_another_harness_is_refused_and_left_as_it_is()
    {
        using var folder = new CliFolder();
        await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "1");
        string summary = folder.Run("demo").ReadShared("summary.json");

        (int exitCode, _, string error) = await folder.MeasureAsync("results/demo", "--judge", "--sandbox");

        Assert.Equal(2, exitCode);
        Assert.Contains("error NotAConversationRun", error, StringComparison.Ordinal);
        Assert.Equal(summary, folder.Run("demo").ReadShared("summary.json"));
    }
}
