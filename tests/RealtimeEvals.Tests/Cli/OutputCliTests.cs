using System.Diagnostics;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>Where standard output leads to.</summary>
public sealed class OutputCliTests : IDisposable
{
    private const string Crawl = "crawl --sandbox --max-examples 1 --speech-cache speech --run-name demo";

    private readonly CliFolder _folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Theory(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Other platforms have no full device.")]
    [InlineData(Crawl)]
    [InlineData($"{Crawl} --output json")]
    [InlineData("gate nothing --require errored<=1")]
    public async Task Full_disk_is_an_error_of_infrastructure_and_the_run_is_kept(string arguments)
    {
        (int code, string error) = await ShellAsync($"{arguments} >/dev/full");

        Assert.True(code == 3 || arguments[0] == 'g', $"{code}: {error}");
        Assert.DoesNotContain("Unexpected", error, StringComparison.Ordinal);
        Assert.Equal(arguments[0] == 'c', error.Contains("error OutputNotWritten: ", StringComparison.Ordinal));
        Assert.Equal(arguments[0] == 'c', File.Exists(_folder.PathOf("results", "demo", "run.json")));
    }

    [Theory(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Other platforms have no full device.")]
    [InlineData(Crawl)]
    [InlineData("crawl --help")]
    [InlineData("crawl --no-such-flag")]
    public async Task Where_nothing_can_be_told_the_code_tells_it(string arguments)
    {
        (int code, string error) = await ShellAsync($"{arguments} >/dev/full 2>&1");

        Assert.True(code is 2 or 3, $"{code}: {error}");
    }

    [Theory(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "The shell is that of Linux.")]
    [InlineData("| head -c 1 >/dev/null; exit ${PIPESTATUS[0]}")]
    [InlineData("| true; exit ${PIPESTATUS[0]}")]
    public async Task Reader_that_goes_away_changes_nothing(string where)
    {
        (int code, string error) = await ShellAsync($"{Crawl} --output json {where}");

        Assert.True(code == 0, $"{code}: {error}");
        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        Assert.Contains(
            "\"Completed\"",
            await File.ReadAllTextAsync(_folder.PathOf("results", "demo", "run.json"), TestContext.Current.CancellationToken),
            StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Error)> ShellAsync(string command)
    {
        string program = Support.Cli.Program;
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet {program} {command}"])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OPENAI_API_KEY");
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
