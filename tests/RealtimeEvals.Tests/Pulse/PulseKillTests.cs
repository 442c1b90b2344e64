using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>A program that is killed while it writes a gate leaves the old file or the new one.</summary>
public sealed class PulseKillTests
{
    private const int Seed = 20261120;

    /// <summary>A thousand takes long; the variable is for who has changed how the file is written.</summary>
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("PULSE_KILL_COUNT") ?? "25",
        CultureInfo.InvariantCulture);

    [Fact]
    public async Task Status_file_is_the_old_or_the_new_one_and_the_next_run_leaves_nothing_beside_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A file that is being replaced is another matter on Windows.");
        using var folder = new CliFolder();
        string status = folder.PathOf("status.json");
        var random = new Random(Seed);

        // Large, so that writing takes a while.
        string old = StatusFiles.Baseline + new string(' ', 8_000_000);
        SmokeResultFile.Write(folder.PathOf("result.json"), GreenStatus.GoodResult);
        await File.WriteAllTextAsync(status, old);
        TimeSpan whole = await RunAsync(folder);
        string changed = await File.ReadAllTextAsync(status);
        Assert.NotEqual(old, changed);

        for (int death = 0; death < Count; death++)
        {
            await File.WriteAllTextAsync(status, old);
            using (Process process = Start(folder))
            {
                await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(whole * random.NextDouble()));
                process.Kill();
                await process.WaitForExitAsync();
            }

            string found = await File.ReadAllTextAsync(status);
            Assert.True(found == old || found == changed, $"After death {death + 1} the file is neither.");
            if (death % 5 == 4)
            {
                await RunAsync(folder);
                Assert.Equal(changed, await File.ReadAllTextAsync(status));
                Assert.Equal(
                    ["result.json", "status.json"],
                    Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            }
        }
    }

    private static async Task<TimeSpan> RunAsync(CliFolder folder)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Start(folder);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return Stopwatch.GetElapsedTime(started);
    }

    private static Process Start(CliFolder folder)
    {
        Process process = Support.Cli.Start(folder.Path, null, "pulse", "--status-json", "status.json", "--result", "result.json");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
