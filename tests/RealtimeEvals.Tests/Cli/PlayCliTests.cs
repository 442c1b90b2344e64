using System.Diagnostics;
using System.Runtime.InteropServices;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The verb play, as a process.</summary>
public sealed class PlayCliTests : IDisposable
{
    private readonly CliFolder _folder = new();

    private static readonly string Dotnet =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static bool IsLinux => OperatingSystem.IsLinux();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Mix_is_written_and_named()
    {
        await _folder.CrawlAsync("--sandbox", "--max-examples", "2", "--run-name", "demo");

        (int turns, string path, string said) =
            await _folder.RunAsync("play", "demo", "crawl_001", "crawl_002", "--out-path", "out/mix.wav");
        byte[] written = await File.ReadAllBytesAsync(_folder.PathOf("out", "mix.wav"), TestContext.Current.CancellationToken);
        (int kept, _, string error) = await _folder.RunAsync(
            "play", "results/demo", "crawl_001", "--mode", "mixed", "--out-path", "out/mix.wav", "--no-clobber");
        (int unknown, _, string nearest) = await _folder.RunAsync("play", "demo", "crawl_009", "--out-path", "other.wav");

        Assert.Equal((0, _folder.PathOf("out", "mix.wav")), (turns, path.TrimEnd()));
        Assert.Contains("Write ", said, StringComparison.Ordinal);
        Assert.True(WavReader.Read(written).Duration > TimeSpan.FromSeconds(1));
        Assert.Equal(2, kept);
        Assert.Contains("error AudioExists: ", error, StringComparison.Ordinal);
        Assert.Equal(2, unknown);
        Assert.Contains("error CaseNotFound: ", nearest, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "The programs are those of Linux.")]
    public async Task Without_a_player_it_says_what_to_do_and_with_one_Ctrl_C_ends_it()
    {
        await _folder.CrawlAsync("--sandbox", "--max-examples", "1", "--run-name", "demo");
        Directory.CreateDirectory(_folder.PathOf("bin"));
        File.CreateSymbolicLink(_folder.PathOf("bin", "dotnet"), Dotnet);
        var own = new Dictionary<string, string> { ["PATH"] = _folder.PathOf("bin"), ["OPENAI_API_KEY"] = "sk-not-for-players" };

        (int without, _, string error) = await Support.Cli.RunAsync(_folder.Path, own, "play", "demo", "crawl_001");
        UnixFile.MakePipe(_folder.PathOf("told"));
        string player = _folder.Write(
            "bin/aplay", $"#!/bin/bash\nexec > '{_folder.PathOf("told")}'\necho \"key ${{OPENAI_API_KEY-none}}\"\nexec /bin/sleep 600\n");
        UnixFile.MakeExecutable(player);
        using Process process = Support.Cli.Start(_folder.Path, own, "play", "demo", "crawl_001");
        Task<string> said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var told = new StreamReader(_folder.PathOf("told"));
        Assert.Equal("key none", await told.ReadLineAsync(TestContext.Current.CancellationToken));
        await Signals.SendAsync("-INT", process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, without);
        Assert.Contains("error NoAudioDevice: ", error, StringComparison.Ordinal);
        Assert.Contains("none of aplay, paplay, ffplay is on PATH", error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Stopped.", await said, StringComparison.Ordinal);
        Assert.Null(await told.ReadLineAsync(TestContext.Current.CancellationToken));
    }
}
