using RealtimeEvals.Adapters.Recordings;
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
    [InlineData("yes.mp3")]
    [InlineData("yes-tagged.mp3")]
    [InlineData("yes.ogg")]
    [InlineData("yes.aiff")]
    [InlineData("yes-rf64.wav")]
    [InlineData("yes-streamed.wav")]
    public async Task RunAsync_recording_is_read_without_ffmpeg_whatever_its_name(string fixture)
    {
        await using var setup = new WalkAudioSetup();
        setup.Services = setup.Services with { Recordings = new RecordingReader(new Ffmpeg(searchPath: "")) };
        setup.WriteBytes("mine.txt", await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken));

        await setup.MakeAsync(WithRecording(setup, "mine.txt"));

        Assert.Equal("Yes.", setup.Hear("a").Text);
    }

    [Theory]
    [InlineData("yes.flac")]
    [InlineData("yes.m4a")]
    [InlineData("yes-opus.ogg")]
    [InlineData("yes-gsm.wav")]
    [InlineData("yes-adpcm.wav")]
    [InlineData("yes-mp3.wav")]
    public async Task RunAsync_recording_of_another_format_without_ffmpeg_is_refused(string fixture)
    {
        await using var setup = new WalkAudioSetup();
        setup.Services = setup.Services with { Recordings = new RecordingReader(new Ffmpeg(searchPath: "")) };
        setup.WriteBytes("mine.wav", await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken));

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.wav"));

        DataProblem problem = Assert.Single(exception.Problems);
        Assert.Equal((2, "audio_path"), (problem.Row, problem.Column));
        Assert.Equal("'mine.wav', the recording of 'a', has a format that only ffmpeg reads, which is not on PATH", problem.Found);
        Assert.Equal("WAV, RF64, AIFF, MP3 or Ogg Vorbis, or ffmpeg on PATH for others", problem.Expected);
    }

    [Theory]
    [InlineData("yes.flac")]
    [InlineData("yes.m4a")]
    [InlineData("yes-opus.ogg")]
    [InlineData("yes-adpcm.wav")]
    [InlineData("yes-mp3.wav")]
    public async Task RunAsync_recording_of_another_format_is_read_by_ffmpeg(string fixture)
    {
        await using var setup = new WalkAudioSetup();
        if (!Ffmpeg.IsOnPath) return;
        setup.WriteBytes("mine.wav", await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken));

        await setup.MakeAsync(WithRecording(setup, "mine.wav"));

        Assert.Equal("Yes.", setup.Hear("a").Text);
    }

    [Fact]
    public async Task RunAsync_text_that_is_called_mp3_is_refused()
    {
        await using var setup = new WalkAudioSetup();
        setup.Write("mine.mp3", "this is no sound");

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.mp3"));

        Assert.Equal("InvalidInput", exception.ErrorId);
        Assert.Contains("ffmpeg", Assert.Single(exception.Problems).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_silent_recording_is_refused_with_its_case()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Recorded.Wav(8_000, new short[8_000]));

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.wav"));

        Assert.Equal("'mine.wav', the recording of 'a', has nothing but silence", Assert.Single(exception.Problems).Found);
        Assert.False(Directory.Exists(setup.Options.OutputPath));
    }

    [Fact]
    public async Task RunAsync_two_parties_are_not_averaged_without_a_word()
    {
        await using var setup = new WalkAudioSetup();
        short[] speech = Resampler.Convert(FskVoice.Speak(Text), 24_000, 16_000);
        setup.WriteBytes("mine.wav", Recorded.Wav(16_000, Recorded.Tone(700, 16_000, speech.Length / 16_000.0)[..speech.Length], speech));

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.wav"));
        Assert.Contains("channels that differ", Assert.Single(exception.Problems).Found, StringComparison.Ordinal);
        Assert.Contains("left, right or mix", exception.Problems[0].Expected, StringComparison.Ordinal);

        await setup.MakeAsync(WithRecording(setup, "mine.wav") with { Channel = RecordingChannel.Right });
        Assert.Equal(new Heard(Text, true), setup.Hear("a"));
    }

    [Fact]
    public async Task RunAsync_other_channel_is_never_taken_for_the_one_that_was_made()
    {
        await using var setup = new WalkAudioSetup();
        setup.WriteBytes("mine.wav", Recorded.Wav(8_000, Recorded.Tone(700, 8_000, 1), Recorded.Tone(900, 8_000, 1)));
        await setup.MakeAsync(WithRecording(setup, "mine.wav") with { Channel = RecordingChannel.Left });

        EvalException exception = await setup.RefusedAsync(WithRecording(setup, "mine.wav") with { Channel = RecordingChannel.Right });

        Assert.Equal("AudioSetMismatch", exception.ErrorId);
    }

    [Fact]
    public async Task RunAsync_every_bad_recording_is_reported_at_once()
    {
        await using var setup = new WalkAudioSetup();
        byte[] good = WavWriter.ToBytes(AudioFormat.Pcm24K, new byte[100]);
        setup.WriteBytes("cut.wav", good[..^10]);
        setup.WriteBytes("empty.wav", WavWriter.ToBytes(AudioFormat.Pcm24K, []));
        setup.WriteBytes("text.wav", "hello"u8.ToArray());
        string source = setup.Write(
            "bad.csv", $"{WalkAudioSetup.Header},audio_path\na,x,,,cut.wav\nb,x,,,empty.wav\nc,x,,,text.wav\nd,x,,,gone.wav\n");

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
        Target = new Lazy<ServiceTarget>(() => throw EvalErrors.ApiKeyMissing("OPENAI_API_KEY")),
    };

    /// <summary>A WAV file of 24 bits whose second channel is the same as its first.</summary>
    private static byte[] Stereo24(short[] samples, int rate)
    {
        byte[] data = [.. Resampler.Convert(samples, 24_000, rate).SelectMany(
            sample => new byte[] { 0, (byte)sample, (byte)(sample >> 8), 0, (byte)sample, (byte)(sample >> 8) })];
        return Riff.File(("fmt ", Riff.Format(channels: 2, rate: rate, bits: 24)), ("data", data));
    }
}
