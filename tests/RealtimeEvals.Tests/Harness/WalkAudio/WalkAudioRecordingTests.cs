using System.Diagnostics;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.WalkAudio;

/// <summary>Audio from recordings of the user's own.</summary>
public sealed class WalkAudioRecordingTests
{
    private const string Text = "I would like to pay my bill, please.";

    [Fact]
    public async Task RunAsync_recordings_only_need_no_service()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Stereo24(FskVoice.Speak(Text), 44_100));

        WalkAudioSet set = await setup.MakeAsync(WithRecording(setup, "mine.wav"));

        Assert.Equal(1, set.Created);
        Assert.Equal(new Heard(Text, true), setup.Hear("a"));
        Assert.Empty(setup.Sink.Warnings);
    }

    [Fact]
    public async Task RunAsync_case_without_a_recording_is_synthesized()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Stereo24(FskVoice.Speak(Text), 44_100));
        string source = setup.Write("mixed.csv", $"{WalkAudioSetup.Header},audio_path\na,recorded,,,mine.wav\nb,Good bye.,,,\n");

        await setup.MakeAsync(setup.Options with { SourcePath = source });

        Assert.Equal((Text, "Good bye."), (setup.Hear("a").Text, setup.Hear("b").Text));
    }

    [Fact]
    public async Task RunAsync_recording_goes_through_the_conditions()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Stereo24(FskVoice.Speak(Text), 48_000));

        await setup.MakeAsync(WithRecording(setup, "mine.wav"), "clean", "noise:0");

        Assert.True(setup.Hear("a").IsClear);
        Assert.False(setup.Hear("a.noise-0").IsClear);
    }

    [Theory]
    [InlineData("mine.mp3")]
    [InlineData("mine.ogg")]
    [InlineData("mine.flac")]
    public async Task RunAsync_recording_of_another_format_is_read_by_ffmpeg(string name)
    {
        await using var setup = new WalkAudioSetup();
        if (!setup.Services.Recordings.IsAvailable)
        {
            await RefusedWithoutFfmpegAsync(setup);
            return;
        }

        setup.WriteBytes("mine.wav", WavWriter.ToBytes(AudioFormat.Pcm24K, PcmSamples.Encode(FskVoice.Speak(Text), AudioEncoding.Pcm16)));
        await FfmpegAsync("-i", setup.PathOf("mine.wav"), "-ar", "44100", "-b:a", "96k", setup.PathOf(name));

        await setup.MakeAsync(WithRecording(setup, name));

        Assert.Equal(Text, setup.Hear("a").Text);
    }

    [Fact]
    public async Task RunAsync_recording_that_ffmpeg_cannot_read_fails_its_case()
    {
        await using var setup = new WalkAudioSetup();
        if (!setup.Services.Recordings.IsAvailable)
        {
            await RefusedWithoutFfmpegAsync(setup);
            return;
        }

        setup.Write("mine.mp3", "this is no sound");

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.mp3"));

        Assert.Equal("AudioNotMade", exception.ErrorId);
        Assert.Contains("nothing that ffmpeg can read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_recording_of_another_format_without_ffmpeg_is_refused()
    {
        await using var setup = new WalkAudioSetup();
        setup.Services = setup.Services with { Recordings = new NoConverter() };

        await RefusedWithoutFfmpegAsync(setup);
    }

    private static async Task RefusedWithoutFfmpegAsync(WalkAudioSetup setup)
    {
        setup.Write("mine.mp3", "");

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.mp3"));

        DataProblem problem = Assert.Single(exception.Problems);
        Assert.Equal((2, "audio_path", "'mine.mp3' is not a WAV file and ffmpeg is not on PATH"), (problem.Row, problem.Column, problem.Found));
        Assert.Equal("a WAV file, or ffmpeg to read others", problem.Expected);
    }

    [Fact]
    public async Task RunAsync_every_bad_recording_is_reported_at_once()
    {
        await using var setup = new WalkAudioSetup();
        byte[] good = WavWriter.ToBytes(AudioFormat.Pcm24K, new byte[100]);
        setup.WriteBytes("cut.wav", good[..^10]);
        setup.WriteBytes("empty.wav", WavWriter.ToBytes(AudioFormat.Pcm24K, []));
        setup.WriteBytes("text.wav", "hello"u8.ToArray());
        string source = setup.Write("bad.csv", $"{WalkAudioSetup.Header},audio_path\na,x,,,cut.wav\nb,x,,,empty.wav\nc,x,,,text.wav\nd,x,,,gone.wav\n");

        EvalException exception = await setup.RefusedAsync(setup.Options with { SourcePath = source });

        Assert.Equal([2, 3, 4, 5], exception.Problems.Select(problem => problem.Row ?? 0).Order());
        Assert.All(["cut.wav", "empty.wav", "text.wav", "gone.wav"],
            name => Assert.Contains(exception.Problems, problem => problem.Found.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_recording_that_was_replaced_is_never_taken_for_the_earlier_one()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Stereo24(FskVoice.Speak(Text), 44_100));
        await setup.MakeAsync(WithRecording(setup, "mine.wav"));
        setup.WriteBytes("mine.wav", Stereo24(FskVoice.Speak("Something else."), 44_100));

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.wav"));

        Assert.Equal("AudioSetMismatch", exception.ErrorId);
    }

    [Fact]
    public async Task RunAsync_recording_where_its_own_audio_would_go_is_not_overwritten()
    {
        await using var setup = new WalkAudioSetup();
        byte[] recording = Stereo24(FskVoice.Speak(Text), 44_100);
        setup.WriteBytes("a.wav", recording);

        EvalException exception = await setup.RefusedAsync(
            WithRecording(setup, "a.wav") with { OutputPath = setup.PathOf(), TablePath = setup.PathOf("walk.csv") });

        Assert.Equal(ErrorKind.Data, exception.Kind);
        Assert.Equal(recording, await File.ReadAllBytesAsync(setup.PathOf("a.wav"), TestContext.Current.CancellationToken));
    }

    private static RealtimeEvals.Harness.WalkAudio.WalkAudioOptions WithRecording(WalkAudioSetup setup, string name) => setup.Options with
    {
        SourcePath = setup.Write("recorded.csv", $"{WalkAudioSetup.Header},audio_path\na,recorded,,,{name}\n"),
        Target = new Lazy<ServiceTarget>(() => throw EvalErrors.ApiKeyMissing()),
    };

    /// <summary>A WAV file of 24 bits whose second channel is the same as its first.</summary>
    private static byte[] Stereo24(short[] samples, int rate)
    {
        byte[] data = [.. Resampler.Convert(samples, 24_000, rate).SelectMany(
            sample => new byte[] { 0, (byte)sample, (byte)(sample >> 8), 0, (byte)sample, (byte)(sample >> 8) })];
        return Riff.File(("fmt ", Riff.Format(channels: 2, rate: rate, bits: 24)), ("data", data));
    }

    private static async Task FfmpegAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", .. arguments]) { UseShellExecute = false })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private sealed class NoConverter : IRecordingConverter
    {
        public bool IsAvailable => false;

        public Task<byte[]> ToWavAsync(string path, CancellationToken cancellationToken) => throw new InvalidOperationException("Not available.");
    }
}
