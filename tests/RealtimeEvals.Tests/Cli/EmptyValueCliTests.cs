using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>A script's variable that was never set stands for no default: an empty policy is not the same as no gate.</summary>
public sealed class EmptyValueCliTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("--policy")]
    [InlineData("--policy-set")]
    [InlineData("--require")]
    [InlineData("--run-name")]
    [InlineData("--data-csv")]
    [InlineData("--results-dir")]
    [InlineData("--endpoint")]
    [InlineData("--base-url")]
    [InlineData("--model")]
    [InlineData("--voice")]
    [InlineData("--system-prompt-file")]
    [InlineData("--tools-file")]
    [InlineData("--speech-cache")]
    [InlineData("--tts-model")]
    [InlineData("--case-id")]
    [InlineData("--tag")]
    [InlineData("--failed-in")]
    [InlineData("--sandbox-fault")]
    public async Task Flag_with_an_empty_value_is_refused_before_anything_is_done(string flag)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.RunAsync("crawl", "--sandbox", flag, "");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains($"{flag} is empty: give it a value, or leave it out.", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("gate", "")]
    [InlineData("measure", "")]
    [InlineData("run", "--judge-model", "")]
    [InlineData("walk", "--policy", "")]
    [InlineData("refusal-smoke", "--policy", "")]
    [InlineData("pulse", "--gate-key", "")]
    [InlineData("report", "--output-file", "")]
    [InlineData("walk-audio", "--speech-cache", "")]
    public async Task Every_verb_refuses_an_empty_value(string verb, params string[] rest)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunAsync([verb, .. rest]);

        Assert.Equal(2, exitCode);
        Assert.Contains(" is empty: give it a value, or leave it out.", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task All_empty_values_are_named_at_once()
    {
        using var folder = new CliFolder();

        (_, _, string error) = await folder.RunAsync("crawl", "--sandbox", "--policy", "", "--run-name", "");

        Assert.Contains("--policy is empty", error, StringComparison.Ordinal);
        Assert.Contains("--run-name is empty", error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("--max-age-hours", "The maximum age of the evidence is 0 hours; it must be above zero and at most a year.")]
    [InlineData("--min-samples", "The minimum number of samples is 0; it must be 1 or more.")]
    [InlineData("--trials", "The number of trials is 0; it must be 1 to 100.")]
    public async Task Zero_stands_for_no_default(string flag, string message)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunAsync("crawl", "--sandbox", "--require", "errored == 0", flag, "0");

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("results")));
    }
}
