using System.Text.Json;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Drives every <c>tests/pester/*.Tests.ps1</c> through a real PowerShell: one result a file. Two files run at a time, since most of what they do is to wait.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private const int AtATime = 2;
    private static readonly Lazy<Dictionary<string, Task<(int ExitCode, string Output, string Error)>>> Runs = new(StartAll);

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf("tests", "pester"), "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_test_of_the_file_passes(string file)
    {
        (int exitCode, string standardOutput, string standardError) = await Runs.Value[file];

        string? line = standardOutput.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        Assert.True(line is not null, $"{file} gave no report (exit code {exitCode}): {standardError}{standardOutput}");
        using var report = JsonDocument.Parse(line);
        int ran = report.RootElement.GetProperty("ran").GetInt32();
        string[] failed = [.. report.RootElement.GetProperty("failed").EnumerateArray().Select(one => one.GetString()!)];
        output.WriteLine($"{file}: {ran} tests ran, {failed.Length} failed.");
        Assert.True(failed.Length == 0, $"{failed.Length} of {ran} tests failed:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}");
        Assert.True(ran > 0, $"{file} ran no test.");
        // Signals are sent to other processes on Linux only.
        if (OperatingSystem.IsLinux()) Assert.Equal(0, report.RootElement.GetProperty("left").GetInt32());
        Assert.Equal(0, exitCode);
    }

    private static Dictionary<string, Task<(int ExitCode, string Output, string Error)>> StartAll()
    {
        var room = new SemaphoreSlim(AtATime);
        return Files.ToDictionary(file => file.Data, file => RunFileAsync(file.Data, room), StringComparer.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunFileAsync(string file, SemaphoreSlim room)
    {
        await room.WaitAsync();
        try
        {
            return await Shell.RunAsync("-File", Repository.PathOf("tests", "pester", "Invoke-TestFile.ps1"), Repository.PathOf("tests", "pester", file), Shell.PesterManifest);
        }
        finally
        {
            room.Release();
        }
    }
}
