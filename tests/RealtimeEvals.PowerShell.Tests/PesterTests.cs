using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Drives every <c>tests/pester/*.Tests.ps1</c> through a real PowerShell: one result a file. Two files run at a time, since most of what they do is to wait.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private const string Nothing = "(no pwsh)";
    private const int AtATime = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<bool> IsAvailable = new(() => RunAsync("-Command", "if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0')) { exit 1 }").GetAwaiter().GetResult() is (0, _, _));
    private static readonly Lazy<Dictionary<string, Task<(int ExitCode, string Output, string Error)?>>> Runs = new(StartAll);

    public static TheoryData<string> Files => IsAvailable.Value ? new TheoryData<string>(FileNames()) : new TheoryData<string>(Nothing);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_test_of_the_file_passes(string file)
    {
        if (file == Nothing) Assert.Skip("THE MODULE WAS NOT TESTED: pwsh 7.6 with Pester 5 is not on this machine. No cmdlet has been run.");

        (int exitCode, string standardOutput, string standardError) = (await Runs.Value[file])!.Value;

        string? line = standardOutput.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        Assert.True(line is not null, $"{file} gave no report (exit code {exitCode}): {standardError}{standardOutput}");
        using var report = JsonDocument.Parse(line);
        int ran = report.RootElement.GetProperty("ran").GetInt32();
        string[] failed = [.. report.RootElement.GetProperty("failed").EnumerateArray().Select(one => one.GetString()!)];
        output.WriteLine($"{file}: {ran} tests ran, {failed.Length} failed.");
        Assert.True(failed.Length == 0, $"{failed.Length} of {ran} tests failed:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}");
        Assert.True(ran > 0, $"{file} ran no test.");
        Assert.Equal(0, exitCode);
    }

    private static IEnumerable<string> FileNames() => Directory.EnumerateFiles(Repository.PathOf("tests", "pester"), "*.Tests.ps1").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path));

    private static Dictionary<string, Task<(int ExitCode, string Output, string Error)?>> StartAll()
    {
        var room = new SemaphoreSlim(AtATime);
        return FileNames().ToDictionary(file => file, file => RunFileAsync(file, room), StringComparer.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)?> RunFileAsync(string file, SemaphoreSlim room)
    {
        await room.WaitAsync();
        try
        {
            return await RunAsync("-File", Repository.PathOf("tests", "pester", "Invoke-TestFile.ps1"), Repository.PathOf("tests", "pester", file));
        }
        finally
        {
            room.Release();
        }
    }

    private static async Task<(int ExitCode, string Output, string Error)?> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("OPENAI_BASE_URL");
        start.Environment["NO_COLOR"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(Limit);
            Task<string> standardOutput = process.StandardOutput.ReadToEndAsync();
            Task<string> standardError = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            return (process.ExitCode, await standardOutput, await standardError);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
