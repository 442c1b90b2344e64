using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Speech;

public sealed class CachedSpeechTests : IDisposable
{
    private static readonly SpeechRequest Request = new("model", "voice", "hello");

    private readonly TemporaryFolder _folder = new();
    private readonly CountingSpeech _inner = new();

    public static TheoryData<string, byte[]> Damages => new()
    {
        { "empty", [] },
        { "cut short", WavWriter.ToBytes(AudioFormat.Pcm24K, new byte[100])[..^10] },
        { "not a WAV", "hello, world, this is text"u8.ToArray() },
        { "another rate", WavWriter.ToBytes(new AudioFormat(AudioEncoding.Pcm16, 8_000), new byte[100]) },
        { "another encoding", WavWriter.ToBytes(new AudioFormat(AudioEncoding.MuLaw, 24_000), new byte[100]) },
        { "no samples", WavWriter.ToBytes(AudioFormat.Pcm24K, []) },
    };

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task GetAsync_second_request_costs_nothing_and_gives_the_same_bytes()
    {
        ReadOnlyMemory<byte> first = await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);
        ReadOnlyMemory<byte> second = await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);

        Assert.Equal(1, _inner.Calls);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Theory]
    [InlineData("other", "voice", "hello", "source")]
    [InlineData("model", "other", "hello", "source")]
    [InlineData("model", "voice", "hello ", "source")]
    [InlineData("model", "voice", "Hello", "source")]
    [InlineData("model", "voice", "hello", "other")]
    [InlineData("voice", "model", "hello", "source")]
    public async Task GetAsync_any_other_request_is_made_anew(string model, string voice, string text, string source)
    {
        await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);

        await Cache(source).GetAsync(new SpeechRequest(model, voice, text), Limit, TestContext.Current.CancellationToken);

        Assert.Equal(2, _inner.Calls);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task GetAsync_damaged_entry_is_made_again(string damage, byte[] content)
    {
        ReadOnlyMemory<byte> first = await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);
        string entry = Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        await File.WriteAllBytesAsync(entry, content, TestContext.Current.CancellationToken);

        ReadOnlyMemory<byte> again = await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);
        await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken);

        Assert.Equal((damage, 2), (damage, _inner.Calls));
        Assert.Equal(first.Length, again.Length);
        Assert.Equal(
            again.ToArray(),
            WavReader.Read(await File.ReadAllBytesAsync(entry, TestContext.Current.CancellationToken)).Data.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_entry_in_the_voice_of_the_other_side_is_made_again(bool isSandbox)
    {
        _inner.Voice = isSandbox ? Tones("hello") : null;
        ReadOnlyMemory<byte> first = await Cache(isSandbox: isSandbox).GetAsync(Request, Limit, TestContext.Current.CancellationToken);
        string entry = Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        await File.WriteAllBytesAsync(
            entry,
            WavWriter.ToBytes(AudioFormat.Pcm24K, isSandbox ? new byte[] { 7, 7, 7, 7 } : Tones("goodbye")),
            TestContext.Current.CancellationToken);

        ReadOnlyMemory<byte> again = await Cache(isSandbox: isSandbox).GetAsync(Request, Limit, TestContext.Current.CancellationToken);

        Assert.Equal((2, first.Length), (_inner.Calls, again.Length));
        Assert.Equal(
            again.ToArray(),
            WavReader.Read(await File.ReadAllBytesAsync(entry, TestContext.Current.CancellationToken)).Data.ToArray());
    }

    [Fact]
    public async Task GetAsync_sandbox_that_bears_the_address_of_a_service_fills_no_cache_of_it()
    {
        _inner.Voice = Tones("hello");

        Assert.Equal(_inner.Voice, (await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken)).ToArray());

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        _inner.Voice = null;
        Assert.Equal(960, (await Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken)).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(961)]
    public async Task GetAsync_speech_that_is_no_samples_is_refused_and_not_kept(int bytes)
    {
        _inner.Bytes = bytes;

        await Assert.ThrowsAsync<SpeechException>(() => Cache().GetAsync(Request, Limit, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task GetAsync_cache_that_cannot_be_written_is_told_once_and_the_speech_is_there()
    {
        var warnings = new List<string>();
        string file = _folder.Write("a file", "");
        var cache = new CachedSpeech(_inner, "source", isSandbox: false, Path.Combine(file, "below"), warnings.Add, TimeProvider.System);

        Assert.Equal(_inner.Bytes, (await cache.GetAsync(Request, Limit, TestContext.Current.CancellationToken)).Length);
        await cache.GetAsync(Request, Limit, TestContext.Current.CancellationToken);

        Assert.Single(warnings);
    }

    [Fact]
    public async Task GetAsync_at_the_same_time_gives_everybody_whole_speech()
    {
        CachedSpeech cache = Cache();

        ReadOnlyMemory<byte>[] all = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => cache.GetAsync(Request, Limit, TestContext.Current.CancellationToken))));

        Assert.All(all, speech => Assert.Equal(_inner.Bytes, speech.Length));
        Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 300_000)]
    public async Task GetAsync_at_the_same_time_asks_once_and_gives_everybody_the_same_bytes()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Gate = gate.Task;
        CachedSpeech cache = Cache();
        Task<ReadOnlyMemory<byte>>[] asked =
            [.. Enumerable.Range(0, 8).Select(_ => cache.GetAsync(Request, Limit, TestContext.Current.CancellationToken))];
        gate.SetResult();

        ReadOnlyMemory<byte>[] all = await Task.WhenAll(asked);

        Assert.Equal(1, _inner.Calls);
        Assert.All(all, speech => Assert.Equal(all[0].ToArray(), speech.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Tones(string text) => PcmSamples.Encode(FskVoice.Speak(text), AudioEncoding.Pcm16);

    private CachedSpeech Cache(string source = "source", bool isSandbox = false) =>
        new(_inner, source, isSandbox, _folder.Path, static _ => { }, TimeProvider.System);

    /// <summary>Makes other bytes each time, and counts.</summary>
    private sealed class CountingSpeech : ISpeechSynthesizer
    {
        private int _calls;

        public int Calls => _calls;

        public int Bytes { get; set; } = 960;

        /// <summary>What is said instead; null for bytes that nobody else says.</summary>
        public byte[]? Voice { get; set; }

        /// <summary>What each request waits for.</summary>
        public Task Gate { get; set; } = Task.CompletedTask;

        public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
        {
            byte[] speech = new byte[Bytes];
            speech.AsSpan().Fill((byte)Interlocked.Increment(ref _calls));
            await Gate.WaitAsync(cancellationToken);
            return Voice ?? speech;
        }
    }
}
