using System.Diagnostics;
using System.Text.RegularExpressions;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What the program shows in a terminal, and what is left of it elsewhere.</summary>
public sealed partial class TerminalCliTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Pseudo terminals are made with the script of Linux.")]
    public async Task Terminal_shows_colours_and_a_line_of_progress()
    {
        string screen = await ScreenAsync("TERM=xterm-256color");

        Assert.Matches(Colour(), screen);
        Assert.Matches(Progress(), screen);
        Assert.Contains("pass rate 94.4 % [74, 99] n=18", screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Pseudo terminals are made with the script of Linux.")]
    public async Task Terminal_that_is_to_show_no_colour_shows_the_rest()
    {
        string screen = await ScreenAsync("TERM=xterm-256color NO_COLOR=1");

        Assert.DoesNotMatch(Colour(), screen);
        Assert.Matches(Progress(), screen);
        Assert.Contains("crawl_009", screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Pseudo terminals are made with the script of Linux.")]
    public async Task Terminal_that_can_only_append_gets_neither_colour_nor_progress()
    {
        string screen = await ScreenAsync("TERM=dumb");

        Assert.DoesNotMatch(Colour(), screen);
        Assert.DoesNotMatch(Progress(), screen);
        Assert.Contains("crawl_009", screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Redirected_it_is_plain_wherever_it_runs()
    {
        (_, string output, string error) = await _folder.CrawlWithAsync(
            new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor" }, "--sandbox");

        Assert.DoesNotContain("\u001b", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", (output + error).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("crawl_009", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Stored_run_is_summed_up_with_a_bar()
    {
        await _folder.CrawlAsync("--sandbox", "--run-name", "demo");

        (_, string output, _) = await _folder.RunAsync("measure", "demo");

        Assert.Contains("Pass rate: █████████░ 94.4 % [74, 99] n=18", output, StringComparison.Ordinal);
    }

    private async Task<string> ScreenAsync(string environment)
    {
        string program = Support.Cli.Program;
        string command = $"env -u NO_COLOR -u GITHUB_ACTIONS {environment} dotnet '{program}' crawl --sandbox --speech-cache speech";
        var start = new ProcessStartInfo("script", ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("OPENAI_API_KEY");
        using Process process = Process.Start(start)!;
        string screen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, screen);
        return screen;
    }

    /// <summary>A colour or another style; the runtime itself sets the mode of the keyboard.</summary>
    [GeneratedRegex("\u001b\\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Colour();

    /// <summary>A return to the start of the line that is not a part of a line ending.</summary>
    [GeneratedRegex("\r+(?![\r\n])", RegexOptions.None, 1000)]
    private static partial Regex Progress();
}
