using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>A run that is killed while it replaces another one, and then resumed or replaced, is the run that was never killed.</summary>
public sealed class KilledRunTests
{
    private const int Seed = 20261129;
    private const string Name = "nightly";

    /// <summary>Deaths of each harness; the variable is for who has changed how evidence is written.</summary>
    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("RUN_KILL_COUNT") ?? "2", CultureInfo.InvariantCulture);

    public static TheoryData<string> Commands =>
    [
        "crawl --max-examples 5",
        "walk --max-examples 5",
        "run --max-examples 3",
        "refusal-smoke --max-examples 12",
        "refusal-smoke --voice --max-examples 5",
    ];

    [Theory(Timeout = 3_600_000)]
    [MemberData(nameof(Commands))]
    public async Task Killed_replacement_is_resumed_or_replaced(string command)
    {
        using var folder = new CliFolder();
        (RunContent whole, TimeSpan length) = await RunWholeAsync(folder, command);
        var random = new Random(Seed + 1);

        for (int death = 0; death < Count; death++)
        {
            TimeSpan after = length * random.NextDouble();
            await RunAndKillAsync(folder, after, command, "--force");

            // Every other time the death of a replacement is met by the next replacement.
            await RunAsync(folder, command, "--run-name", Name, death % 2 == 0 ? "--resume" : "--force");
            whole.AssertSame(folder.PathOf("results", Name), $"{command} --force, death {death + 1} after {after.TotalMilliseconds:F0} ms");
        }
    }

    private static async Task<(RunContent Whole, TimeSpan Length)> RunWholeAsync(CliFolder folder, string command)
    {
        long started = Stopwatch.GetTimestamp();
        await RunAsync(folder, command, "--run-name", Name);
        return (RunContent.Read(folder.PathOf("results", Name)), Stopwatch.GetElapsedTime(started));
    }

    private static async Task RunAsync(CliFolder folder, string command, params string[] more)
    {
        (int exitCode, _, string error) = await folder.RunAsync(Arguments(folder, command, more));
        Assert.True(exitCode == 0, $"{string.Join(' ', more)}: {error}");
    }

    /// <summary>Whether it came to its end before it was killed.</summary>
    private static async Task<bool> RunAndKillAsync(CliFolder folder, TimeSpan after, string command, params string[] more)
    {
        using Process process = Support.Cli.Start(folder.Path, null, Arguments(folder, command, ["--run-name", Name, .. more]));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after));
        bool ended = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return ended;
    }

    /// <summary>The speech cache is of the folder, where the harness has one.</summary>
    private static string[] Arguments(CliFolder folder, string command, IEnumerable<string> more) =>
    [
        .. command.Split(' '), "--sandbox", .. more,
        .. command.StartsWith("walk", StringComparison.Ordinal) ? Array.Empty<string>() : ["--speech-cache", folder.PathOf("speech")],
    ];
}
