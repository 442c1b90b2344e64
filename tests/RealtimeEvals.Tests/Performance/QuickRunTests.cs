using System.Diagnostics;
using Xunit;

namespace RealtimeEvals.Tests.Performance;

/// <summary>A benchmark that cannot lose proves nothing.</summary>
public sealed class QuickRunTests
{
    [Fact(Timeout = 300_000)]
    public async Task Client_that_is_held_up_longer_than_a_chunk_loses()
    {
        (int code, string output) = await RunAsync("--quick", "--only", "pacing", "--sessions", "1", "--turns", "1", "--slowed", "30000");

        Assert.Equal(1, code);
        string lateness = Assert.Single(output.Split('\n'), line => line.Contains("lateness p99", StringComparison.Ordinal));
        Assert.Contains("| MISSED |", lateness, StringComparison.Ordinal);
        Assert.Contains("Targets are missed", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        // tests/RealtimeEvals.Tests/bin/<configuration>/<framework> is where this runs.
        string own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string place = Path.GetRelativePath(Path.GetFullPath("../../..", own), own);
        string program = Path.GetFullPath($"../../../../RealtimeEvals.Benchmarks/{place}/RealtimeEvals.Benchmarks.dll", own);
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
