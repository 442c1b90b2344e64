using System.Buffers.Binary;
using System.Diagnostics;
using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Recordings;

public sealed class RecordingReaderTests : IDisposable
{
    private const int Rate = 8_000;

    private static readonly short[] Tone = Recorded.Tone(440, Rate, 0.25);
    private static readonly byte[] Wav = Recorded.Wav(Rate, Tone);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Streamed => new()
    {
        { "ffmpeg to a pipe", WithSizes(uint.MaxValue, uint.MaxValue) },
        { "sox to a pipe", WithSizes(0x7FFF_F024, 0x7FFF_F000) },
        { "arecord to a pipe", WithSizes(0x8000_0024, 0x8000_0000) },
        { "sizes never filled in", WithSizes(0, 0) },
        { "only the data never filled in", WithSizes(null, 0) },
        { "only the file never filled in", WithSizes(0, null) },
        { "only the size of the file unknown", WithSizes(uint.MaxValue, null) },
        { "half a sample at the end", [.. WithSizes(uint.MaxValue, uint.MaxValue), 1] },
    };

    [Fact]
    public async Task ReadAsync_wav_of_gsm_is_for_ffmpeg()
    {
        if (!Ffmpeg.IsOnPath) return;

        Recording recording = await ReadPathAsync(Recorded.PathOf("yes-gsm.wav"), new Ffmpeg());

        Assert.InRange(recording.Samples.Length / (double)Rate, 0.2, 0.25);
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public async Task ReadAsync_streamed_sizes(string name, byte[] file)
    {
        Recording recording = await ReadAsync(file);

        Assert.True(Tone.AsSpan().SequenceEqual(recording.Samples), name);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(44 + 100)]
    [InlineData(-2)]
    public async Task ReadAsync_file_that_is_cut_short_is_refused(int kept)
    {
        WavException exception = await Assert.ThrowsAsync<WavException>(() => ReadAsync(kept < 0 ? Wav[..^-kept] : Wav[..kept]));

        Assert.NotEmpty(exception.Expected);
    }

    [Theory]
    [InlineData("yes-rf64.wav")]
    [InlineData("yes.aiff")]
    public async Task ReadAsync_fixture_that_is_cut_short_is_refused(string fixture)
    {
        byte[] file = await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<WavException>(() => ReadAsync(file[..^500]));
    }

    [Theory]
    [InlineData("yes.mp3", 0.2, 0.3)]
    [InlineData("yes-tagged.mp3", 0.2, 0.3)]
    [InlineData("yes.ogg", 0.19, 0.21)]
    [InlineData("yes.aiff", 0.2, 0.2)]
    [InlineData("yes-rf64.wav", 0.2, 0.2)]
    [InlineData("yes-streamed.wav", 0.2, 0.2)]
    public async Task ReadAsync_lasts_as_long_as_what_was_recorded(string fixture, double least, double most)
    {
        Recording recording = await ReadAsync(
            await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken));

        Assert.InRange(recording.Samples.Length / (double)Rate, least, most);
        Assert.Null(recording.FindProblem(RecordingChannel.Alike));
    }

    [Theory]
    [InlineData("yes.mp3")]
    [InlineData("yes.ogg")]
    [InlineData("yes.aiff")]
    [InlineData("yes-rf64.wav")]
    [InlineData("yes-streamed.wav")]
    public async Task ReadAsync_damaged_file_gives_a_recording_or_a_WavException(string fixture)
    {
        byte[] whole = await File.ReadAllBytesAsync(Recorded.PathOf(fixture), TestContext.Current.CancellationToken);
        var random = new Random(7);
        for (int round = 0; round < 100; round++)
        {
            byte[] file = [.. whole[..random.Next(20, whole.Length + 1)]];
            for (int change = 0; change < 5; change++) file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                await ReadAsync(file);
            }
            catch (WavException)
            {
                // The one way to refuse a file.
            }
        }
    }

    [Fact]
    public async Task ReadAsync_more_than_ten_minutes_is_refused()
    {
        byte[] file = Recorded.Wav(1_000, Recorded.Tone(100, 1_000, 601));

        Assert.Equal("more than 10 minutes", (await Assert.ThrowsAsync<WavException>(() => ReadAsync(file))).Found);
    }

    [Fact]
    public async Task ReadAsync_larger_than_a_gibibyte_is_refused_by_its_size()
    {
        string path = _folder.PathOf("large.wav");
        using (var stream = new FileStream(path, FileMode.CreateNew)) stream.SetLength((1L << 30) + 1);

        Assert.Equal("more than 1 GiB", (await Assert.ThrowsAsync<WavException>(() => ReadPathAsync(path))).Found);
    }

    [Fact]
    public async Task ReadAsync_small_file_that_becomes_hours_is_given_up_and_its_decoder_ended()
    {
        if (!Ffmpeg.IsOnPath) return;
        string path = _folder.PathOf("hours.flac");
        await RunFfmpegAsync("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "7200", path);
        Assert.InRange(new FileInfo(path).Length, 1, 2_000_000);

        Assert.Equal("more than 10 minutes", (await Assert.ThrowsAsync<WavException>(() => ReadPathAsync(path, new Ffmpeg()))).Found);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.wav\n#EXT-X-ENDLIST\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/other.wav\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile other.wav\n")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n")]
    public async Task ReadAsync_list_that_names_another_file_is_never_followed(string content)
    {
        if (!Ffmpeg.IsOnPath) return;
        await File.WriteAllBytesAsync(_folder.PathOf("other.wav"), Wav, TestContext.Current.CancellationToken);

        foreach (string name in new[] { "list.m3u8", "list.wav", "list.ffconcat", "list.sdp" })
        {
            string path = _folder.Write(name, content);
            WavException exception = await Assert.ThrowsAsync<WavException>(() => ReadPathAsync(path, new Ffmpeg()));
            Assert.Contains("nothing that ffmpeg can read", exception.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RemoveSecrets_leaves_no_key_to_a_child()
    {
        var environment = new Dictionary<string, string?>
        {
            ["OPENAI_API_KEY"] = "1",
            ["AZURE_OPENAI_API_KEY"] = "1",
            ["github_token"] = "1",
            ["CLIENT_SECRET"] = "1",
            ["DB_PASSWORD"] = "1",
            ["PATH"] = "/bin",
            ["HOME"] = "/root",
            ["LANG"] = "C",
        };

        ChildEnvironment.RemoveSecrets(environment);

        Assert.Equal(["HOME", "LANG", "PATH"], environment.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_looks_nowhere_but_in_the_folders_that_are_named()
    {
        string name = OperatingSystem.IsWindows() ? "tool.exe" : "tool";
        string path = _folder.Write(name, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(path, ProgramPath.Find("tool", $"/nowhere{Path.PathSeparator}{_folder.PathOf()}"));
        Assert.Null(ProgramPath.Find("tool", $".{Path.PathSeparator}relative"));
        Assert.Null(ProgramPath.Find("tool", ""));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] WithSizes(uint? riff, uint? data)
    {
        byte[] file = [.. Wav];
        if (riff is uint whole) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), whole);
        if (data is uint samples) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), samples);
        return file;
    }

    private async Task<Recording> ReadAsync(byte[] file)
    {
        string path = _folder.PathOf("recording");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        return await ReadPathAsync(path);
    }

    private static Task<Recording> ReadPathAsync(string path, Ffmpeg? ffmpeg = null) =>
        new RecordingReader(ffmpeg ?? new Ffmpeg(searchPath: ""))
            .ReadAsync(path, Rate, RecordingChannel.Alike, TestContext.Current.CancellationToken);

    private static async Task RunFfmpegAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", .. arguments]) { UseShellExecute = false };
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
