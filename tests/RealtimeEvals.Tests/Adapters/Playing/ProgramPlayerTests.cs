using RealtimeEvals.Adapters.Playing;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Playing;

/// <summary>Playing through a program of PATH: here a script that writes down what it was given.</summary>
public sealed class ProgramPlayerTests : IDisposable
{
    private static readonly WavAudio Audio =
        new(AudioFormat.Pcm24K, PcmSamples.Encode(Signal.Tone(440, 24_000, 2_400), AudioEncoding.Pcm16));

    private readonly TemporaryFolder _folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public void Dispose() => _folder.Dispose();

    [Theory(SkipUnless = nameof(IsLinux), Skip = "The programs and the shell are those of Linux.")]
    [InlineData("aplay", "-q")]
    [InlineData("paplay", "")]
    [InlineData("ffplay", "-hide_banner -loglevel error -nodisp -autoexit -i")]
    public async Task Program_gets_the_audio_as_a_file_that_is_gone_afterwards(string name, string arguments)
    {
        Install(name, $"""
            for file; do :; done
            cp "$file" '{Heard}'
            stat -c %a "$(dirname "$file")" > '{Heard}.mode'
            printf '%s\n' "$@" > '{Heard}.arguments'
            """);

        await PlayAsync();

        string[] given = await File.ReadAllLinesAsync($"{Heard}.arguments", TestContext.Current.CancellationToken);
        WavAudio heard = WavReader.Read(await File.ReadAllBytesAsync(Heard, TestContext.Current.CancellationToken));
        Assert.Equal(Audio.Format, heard.Format);
        Assert.Equal(Audio.Data.ToArray(), heard.Data.ToArray());
        Assert.Equal(arguments, string.Join(' ', given[..^1]));
        Assert.Equal("700", (await File.ReadAllTextAsync($"{Heard}.mode", TestContext.Current.CancellationToken)).Trim());
        Assert.False(File.Exists(given[^1]));
        Assert.False(Directory.Exists(Path.GetDirectoryName(given[^1])));
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "The programs and the shell are those of Linux.")]
    public async Task First_choice_that_is_there_plays()
    {
        foreach (string name in new[] { "ffplay", "paplay", "aplay" }) Install(name, $"echo {name} >> '{Heard}'");

        await PlayAsync();

        Assert.Equal("aplay\n", await File.ReadAllTextAsync(Heard, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_program_the_error_says_what_would_do()
    {
        EvalException error = await Assert.ThrowsAsync<EvalException>(PlayAsync);

        Assert.Equal("NoAudioDevice", error.ErrorId);
        Assert.Contains(PlayerProgram.Names, error.Message, StringComparison.Ordinal);
        Assert.Contains("alsa-utils", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "The programs and the shell are those of Linux.")]
    public async Task Program_that_fails_is_told_with_what_it_said()
    {
        Install("aplay", "echo 'ALSA lib: cannot find card 0' >&2; exit 1");

        EvalException error = await Assert.ThrowsAsync<EvalException>(PlayAsync);

        Assert.Equal("NoAudioDevice", error.ErrorId);
        Assert.Contains("exit code 1 (ALSA lib: cannot find card 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "The programs and the shell are those of Linux.")]
    public async Task Program_that_does_not_start_is_told()
    {
        UnixFile.MakeExecutable(_folder.Write("aplay", "#!/no/such/interpreter\n"));

        Assert.Equal("NoAudioDevice", (await Assert.ThrowsAsync<EvalException>(PlayAsync)).ErrorId);
    }

    [Fact(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "The programs and the shell are those of Linux.")]
    public async Task Cancelling_ends_the_program_and_what_it_started()
    {
        // The pipe tells without waiting that the player runs, and by its end that nobody holds it any more.
        UnixFile.MakePipe(_folder.PathOf("told"));
        Install("aplay", $"exec > '{_folder.PathOf("told")}'; sleep 600 & echo started; wait");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        Task playing = new ProgramPlayer(TimeProvider.System, _folder.Path).PlayAsync(Audio, stop.Token);
        using var told = new StreamReader(_folder.PathOf("told"));
        await told.ReadLineAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.Null(await told.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    private string Heard => _folder.PathOf("heard");

    private Task PlayAsync() =>
        new ProgramPlayer(TimeProvider.System, _folder.Path).PlayAsync(Audio, TestContext.Current.CancellationToken);

    private void Install(string name, string script) =>
        UnixFile.MakeExecutable(_folder.Write(name, $"#!/bin/bash\n{script}\n"));
}
