using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Playing;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Playing;

/// <summary>Writing what cases sounded like, from real files.</summary>
public sealed class PlayOperationTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private static readonly AudioFormat Pcm8K = new(AudioEncoding.Pcm16, 8_000);

    private readonly TemporaryFolder _folder = new();
    private readonly CollectingSink _sink = new();

    private string OutPath => _folder.PathOf("out", "mix.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Case_of_a_stored_run_is_written_with_both_sides()
    {
        var result = (CrawlResult)AbsolutePaths.Of(crawl.Results.OfType<CrawlResult>().First(one => one.OutputAudioPath.Length > 0));

        Assert.True(await WriteAsync(PlayedCase.In(crawl.RunPath, [result.CaseId])));

        short[] caller = Samples(result.InputAudioPath);
        short[] agent = Samples(result.OutputAudioPath);
        short[] pause = new short[(int)(AudioMix.Pause.TotalSeconds * 24_000)];
        Assert.Equal([.. caller, .. pause, .. agent], Samples(OutPath));
        Assert.Equal(OutPath, Assert.IsType<FileInfo>(Assert.Single(_sink.Items)).FullName);
        Assert.Empty(_sink.Warnings);
    }

    [Fact]
    public async Task Several_cases_are_written_one_after_another_in_the_order_that_is_asked_for()
    {
        string[] ids = [.. crawl.Results.OfType<CrawlResult>().Select(one => one.CaseId).Order(StringComparer.Ordinal).Reverse().Take(2)];
        await WriteAsync(PlayedCase.In(crawl.RunPath, ids));
        short[] both = Samples(OutPath);
        await WriteAsync(PlayedCase.In(crawl.RunPath, ids[..1]));
        short[] first = Samples(OutPath);

        Assert.True(both.Length > first.Length);
        Assert.Equal(first, both[..first.Length]);
    }

    [Fact]
    public void Unknown_case_is_told_with_the_nearest()
    {
        EvalException error = Assert.Throws<EvalException>(() => PlayedCase.In(crawl.RunPath, ["crawl_01"]));

        Assert.Equal("CaseNotFound", error.ErrorId);
        Assert.Contains("the nearest is 'crawl_00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_a_run_is_told() =>
        Assert.Equal("RunNotFound", Assert.Throws<EvalException>(() => PlayedCase.In(_folder.Path, ["a"])).ErrorId);

    [Fact]
    public async Task One_side_is_played_with_a_warning_about_the_other()
    {
        string caller = Write("caller.wav", [1, 2, 3]);

        Assert.True(await WriteAsync([Case("a", caller, _folder.PathOf("gone.wav"))]));

        Assert.Equal([1, 2, 3], Samples(OutPath));
        Assert.Contains("'a' has no audio of the agent", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_of_a_conversation_are_counted()
    {
        string caller = Write("caller.wav", [1]);
        (string Caller, string Agent)[] paths = [("", caller), (caller, ""), ("", caller)];
        var talk = new PlayedCase("talk", [.. paths.Select(turn => new PlayedTurn(turn.Caller, turn.Agent, null))]);

        await WriteAsync([talk]);

        Assert.Equal(
            ["'talk' has no audio of the caller in 2 of 3 turns; what there is is played.",
            "'talk' has no audio of the agent in 1 of 3 turns; what there is is played."],
            _sink.Warnings);
    }

    [Fact]
    public async Task Case_without_any_audio_is_an_error()
    {
        EvalException none = await Assert.ThrowsAsync<EvalException>(() => WriteAsync([Case("a", "", "")]));
        EvalException gone = await Assert.ThrowsAsync<EvalException>(() => WriteAsync([Case("a", _folder.PathOf("gone.wav"), "")]));

        Assert.Equal(("NoAudio", "NoAudio"), (none.ErrorId, gone.ErrorId));
        Assert.Contains("gone.wav", gone.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(OutPath));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-3)]
    public async Task Truncated_file_is_an_error_that_names_it(int kept)
    {
        string path = Write("cut.wav", [1, 2, 3, 4]);
        byte[] whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, whole[..(kept < 0 ? whole.Length + kept : kept)], TestContext.Current.CancellationToken);

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => WriteAsync([Case("a", path, "")]));

        Assert.Equal("AudioUnreadable", error.ErrorId);
        Assert.Contains("cut.wav", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_cases_one_that_is_corrupt_does_not_keep_the_others_back()
    {
        string good = Write("good.wav", [5, 6]);
        string bad = _folder.Write("bad.wav", "no sound");

        Assert.False(await WriteAsync([Case("bad", bad, ""), Case("good", good, "")]));

        Assert.Equal(("AudioUnreadable", bad), (Assert.Single(_sink.Errors).ErrorId, _sink.Errors.Single().CaseId));
        Assert.Equal([5, 6], Samples(OutPath));
    }

    [Fact]
    public async Task File_of_a_run_is_never_replaced_and_another_unless_it_must_stay()
    {
        string evidence = Path.Combine(crawl.RunPath, "audio", "crawl_001", "input.wav");
        byte[] before = await File.ReadAllBytesAsync(evidence, TestContext.Current.CancellationToken);
        PlayedCase[] cases = [Case("a", Write("a.wav", [9]), "")];

        EvalException run = await Assert.ThrowsAsync<EvalException>(() => WriteAsync(cases, evidence));
        EvalException kept =
            await Assert.ThrowsAsync<EvalException>(() => WriteAsync(cases, cases[0].Turns[0].CallerPath, noClobber: true));
        Assert.True(await WriteAsync(cases, _folder.Write("old.wav", "old")));

        Assert.Equal(("AudioExists", "AudioExists"), (run.ErrorId, kept.ErrorId));
        Assert.Equal(before, await File.ReadAllBytesAsync(evidence, TestContext.Current.CancellationToken));
        Assert.Equal([9], Samples(_folder.PathOf("old.wav")));
    }

    [Fact]
    public async Task Nothing_is_written_that_was_not_agreed_to()
    {
        var sink = new CollectingSink { Confirms = false };

        await Operation().RunAsync(
            [Case("a", Write("a.wav", [9]), "")], new PlayOptions { OutPath = OutPath }, sink, TestContext.Current.CancellationToken);

        Assert.False(File.Exists(OutPath));
        Assert.Empty(sink.Items);
    }

    private static PlayOperation Operation() => new(AdapterServices.Create(TimeProvider.System));

    private static PlayedCase Case(string name, string caller, string agent) => new(name, [new PlayedTurn(caller, agent, null)]);

    private static short[] Samples(string path) =>
        PcmSamples.Decode(WavReader.Read(File.ReadAllBytes(path)).Data.Span, AudioEncoding.Pcm16);

    private Task<bool> WriteAsync(IReadOnlyList<PlayedCase> cases, string? path = null, bool noClobber = false) => Operation().RunAsync(
        cases, new PlayOptions { OutPath = path ?? OutPath, NoClobber = noClobber }, _sink, TestContext.Current.CancellationToken);

    private string Write(string name, short[] samples)
    {
        string path = _folder.PathOf(name);
        File.WriteAllBytes(path, WavWriter.ToBytes(Pcm8K, PcmSamples.Encode(samples, AudioEncoding.Pcm16)));
        return path;
    }
}
