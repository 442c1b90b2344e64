using System.Net;
using System.Net.Sockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>What is found wrong before a connection is made.</summary>
public sealed class WalkAudioCheckTests
{
    private static readonly AudioFormat Telephone = new(AudioEncoding.MuLaw, 8_000);
    private static readonly byte[] Second = [.. WalkSetup.Pause(999), .. Enumerable.Repeat((byte)0x80, 8)];

    [Fact]
    public async Task RunAsync_every_bad_file_is_reported_at_once_and_nothing_is_sent()
    {
        await using var setup = new WalkSetup();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri(FormattableString.Invariant($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/realtime"));
        setup.Options = setup.Options with { Target = ServiceTarget.Resolve(address.AbsoluteUri, null, key: null) };
        (string Name, string Found)[] files = WriteBadFiles(setup);
        setup.UseRows([("good", setup.WriteAudio("good.wav", Second)),
            .. files.Select((file, index) => (FormattableString.Invariant($"case_{index}"), file.Name))]);

        EvalException exception = await setup.RefusedAsync();

        Assert.Equal(("InvalidInput", ErrorKind.Data), (exception.ErrorId, exception.Kind));
        Assert.Equal(Enumerable.Range(3, files.Length), exception.Problems.Select(problem => problem.Row ?? 0).Order());
        foreach ((int index, (string name, string found)) in files.Index())
        {
            DataProblem problem = exception.Problems.Single(one => one.Row == index + 3);
            Assert.Equal((setup.Options.DataPath, "audio_path"), (problem.File, problem.Column));
            Assert.Contains(name, problem.Found, StringComparison.Ordinal);
            Assert.Contains(found, problem.Found, StringComparison.Ordinal);
            Assert.NotEmpty(problem.Expected);
        }

        Assert.False(listener.Pending());
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact]
    public async Task RunAsync_bad_file_of_a_row_that_is_left_out_is_reported_too()
    {
        await using var setup = new WalkSetup("handshake:401");
        setup.UseRows(("a", setup.WriteAudio("a.wav", Second)), ("b", setup.WriteBytes("b.wav", [1, 2, 3])));
        setup.Options = setup.Options with { MaximumCases = 1 };

        Assert.Equal("InvalidInput", (await setup.RefusedAsync()).ErrorId);
    }

    [Fact]
    public async Task RunAsync_audio_that_is_not_that_of_the_table_is_reported()
    {
        await using var setup = new WalkSetup();
        setup.WriteAudio("a.wav", Second);
        string table = $"{WalkSetup.Header},audio_sha256\na,Hello.,,,a.wav,{new string('0', 64)}\n";
        setup.Options =
            setup.Options with { DataPath = setup.PathOf(setup.WriteBytes("hashed.csv", System.Text.Encoding.UTF8.GetBytes(table))) };

        Assert.Contains("other samples", Assert.Single((await setup.RefusedAsync()).Problems).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ALaw_is_replayed_where_ALaw_is_asked()
    {
        await using var setup = new WalkSetup();
        byte[] speech = PcmSamples.Encode(PcmSamples.Decode(WalkSetup.Speak("Hello there."), AudioEncoding.MuLaw), AudioEncoding.ALaw);
        setup.UseRows(("a", setup.WriteAudio("a.wav", speech, AudioEncoding.ALaw)));
        setup.Options = setup.Options with { InputEncoding = AudioEncoding.ALaw };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.Contains("kind of you", result.AssistantText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Find_ten_minutes_are_a_turn_and_a_sample_more_is_none(int more, int expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("a.wav"), WavWriter.ToBytes(Telephone, new byte[600 * 8_000 + more]));
        var problems = new List<DataProblem>();

        WalkAudioCheck.Find(
            "calls.csv",
            Telephone,
            [new SingleTurnCase(1, "a", "words", "", "", default) { Row = 2, AudioPath = folder.PathOf("a.wav") }],
            problems);

        Assert.Equal(expected, problems.Count);
    }

    [Theory]
    [InlineData(AudioEncoding.Pcm16, 8_000, "must be g711_ulaw or g711_alaw")]
    [InlineData(AudioEncoding.MuLaw, 16_000, "The sample rate is 16000 Hz")]
    [InlineData(AudioEncoding.ALaw, 0, "The sample rate is 0 Hz")]
    public async Task RunAsync_format_that_is_no_telephone_audio_is_refused(AudioEncoding encoding, int rate, string reason)
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { InputEncoding = encoding, SampleRate = rate };

        EvalException exception = await setup.RefusedAsync();

        Assert.Equal("InvalidSetting", exception.ErrorId);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7_999)]
    [InlineData(48_001)]
    public async Task RunAsync_output_rate_out_of_range_is_refused(int rate)
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { OutputSampleRate = rate };

        Assert.Equal("InvalidSetting", (await setup.RefusedAsync()).ErrorId);
    }

    private static (string Name, string Found)[] WriteBadFiles(WalkSetup setup)
    {
        byte[] good = WavWriter.ToBytes(Telephone, Second);
        setup.WriteBytes("truncated.wav", good[..^100]);
        setup.WriteBytes("stereo.wav", Riff.File(("fmt ", Riff.Format(tag: 7, channels: 2, rate: 8_000, bits: 8)), ("data", Second)));
        setup.WriteBytes("24bit.wav", Riff.File(("fmt ", Riff.Format(rate: 8_000, bits: 24)), ("data", new byte[300])));
        setup.WriteBytes("float.wav", Riff.File(("fmt ", Riff.Format(tag: 3, rate: 8_000, bits: 32)), ("data", new byte[400])));
        setup.WriteAudio("alaw.wav", Second, AudioEncoding.ALaw);
        setup.WriteAudio("wide.wav", Second, rate: 16_000);
        setup.WriteAudio("pcm.wav", new byte[1_600], AudioEncoding.Pcm16);
        setup.WriteAudio("empty.wav", []);
        setup.WriteAudio("long.wav", [.. WalkSetup.Pause(659_999), .. Second[^8..]]);
        setup.WriteAudio("silent.wav", WalkSetup.Pause(1_000));
        setup.WriteBytes("text.wav", "hello"u8.ToArray());
        Directory.CreateDirectory(setup.PathOf("folder.wav"));
        File.CreateSymbolicLink(setup.PathOf("link.wav"), typeof(WalkAudioCheckTests).Assembly.Location);
        return
        [
            ("truncated.wav", "the header promises"), ("stereo.wav", "2 channels"), ("24bit.wav", "24 bits"), ("float.wav", "format tag 3"),
            ("alaw.wav", "g711_alaw 8000 Hz"), ("wide.wav", "g711_ulaw 16000 Hz"), ("pcm.wav", "pcm16 8000 Hz"), ("empty.wav", "no audio"),
            ("long.wav", "11.0 minutes"), ("text.wav", "no RIFF/WAVE header"), ("folder.wav", "is a folder"), ("link.wav", "leads outside"),
            ("gone.wav", "does not exist"), ("silent.wav", "nothing but silence"), ("", "blank"),
        ];
    }
}
