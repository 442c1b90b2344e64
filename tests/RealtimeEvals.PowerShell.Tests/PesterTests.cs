using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Drives every <c>tests/pester/*.Tests.ps1</c> through a real PowerShell: one result a file.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private const string Nothing = "(no pwsh)";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<bool> IsAvailable = new(() => Run("-Command", "if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0')) { exit 1 }") is (0, _, _));

    public static TheoryData<string> Files => IsAvailable.Value
        ? new TheoryData<string>(Directory.EnumerateFiles(Repository.PathOf("tests", "pester"), "*.Tests.ps1").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path)))
        : new TheoryData<string>(Nothing);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_test_of_the_file_passes(string file)
    {
        if (file == Nothing) Assert.Skip("THE MODULE WAS NOT TESTED: pwsh 7.6 with Pester 5 is not on this machine. No cmdlet has been run.");

        (int exitCode, string standardOutput, string standardError) = Run("-File", Repository.PathOf("tests", "pester", "Invoke-TestFile.ps1"), Repository.PathOf("tests", "pester", file))!.Value;

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

    private static (int ExitCode, string Output, string Error)? Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("OPENAI_BASE_URL");
        start.Environment["NO_COLOR"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> standardOutput = process.StandardOutput.ReadToEndAsync();
            Task<string> standardError = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit)) process.Kill(entireProcessTree: true);
            return (process.ExitCode, standardOutput.Result, standardError.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
