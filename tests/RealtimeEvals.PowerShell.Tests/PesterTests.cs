using System.Text.Json;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Drives every <c>tests/pester/*.Tests.ps1</c> through a real PowerShell: one result a file.</summary>
public sealed class PesterTests(PesterRun run, ITestOutputHelper output) : IClassFixture<PesterRun>
{
    public static TheoryData<string> Files => [.. PesterRun.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_test_of_the_file_passes(string file)
    {
        JsonElement report = await run.ReportAsync(file);

        int ran = report.GetProperty("ran").GetInt32();
        string[] failed = [.. report.GetProperty("failed").EnumerateArray().Select(one => one.GetString()!)];
        output.WriteLine($"{file}: {ran} tests ran, {failed.Length} failed, {report.GetProperty("seconds")} s.");
        Assert.True(
            failed.Length == 0,
            $"{failed.Length} of {ran} tests failed:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}");
        Assert.True(ran > 0, $"{file} ran no test.");
        // Signals are sent to other processes on Linux only.
        if (OperatingSystem.IsLinux()) Assert.Equal(0, report.GetProperty("left").GetInt32());
    }
}
