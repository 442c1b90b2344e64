using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.WalkAudio;

/// <summary>The same again, elsewhere or in the same folder.</summary>
public sealed class WalkAudioRepeatTests
{
    private static readonly DateTime LongAgo = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task RunAsync_same_seed_in_two_folders_gives_the_same_bytes()
    {
        await using var setup = new WalkAudioSetup();
        string[] conditions = ["clean", "noise:10:pink", "babble:10", "loss:20:2", "realistic"];

        await setup.MakeAsync(setup.Into("first") with { ThrottleLimit = 1 }, conditions);
        await setup.MakeAsync(setup.Into("second") with { ThrottleLimit = 8, SpeechCachePath = setup.PathOf("another cache") }, conditions);

        Assert.Equal(17, setup.ContentOf("first").Count);
        Assert.Equal(setup.ContentOf("first"), setup.ContentOf("second"));
    }

    [Fact]
    public async Task RunAsync_other_seed_changes_what_is_random_and_nothing_else()
    {
        await using var setup = new WalkAudioSetup();

        await setup.MakeAsync(setup.Into("first"), "clean", "noise:10", "telephone");
        await setup.MakeAsync(setup.Into("second") with { Seed = 2 }, "clean", "noise:10", "telephone");

        SortedDictionary<string, string> first = setup.ContentOf("first");
        string[] same = [.. setup.ContentOf("second").Where(file => first[file.Key] == file.Value).Select(file => file.Key)];
        Assert.Equal(["one.telephone.wav", "one.wav", "three.telephone.wav", "three.wav", "two.telephone.wav", "two.wav"], same);
    }

    [Fact]
    public async Task RunAsync_noise_of_one_case_does_not_depend_on_the_others()
    {
        await using var setup = new WalkAudioSetup();
        string alone = setup.Write("alone.csv", $"{WalkAudioSetup.Header}\ntwo,\"Hello, good morning.\",,\n");

        await setup.MakeAsync(setup.Into("first"), "noise:10");
        await setup.MakeAsync(setup.Into("second") with { SourcePath = alone }, "clean", "noise:10");

        Assert.Equal(setup.ContentOf("first")["two.noise-10.wav"], setup.ContentOf("second")["two.noise-10.wav"]);
    }

    [Fact]
    public async Task RunAsync_again_makes_nothing_and_touches_no_audio()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("clean", "noise:10");
        string[] files = Directory.GetFiles(setup.PathOf("walk"), "*.wav");
        foreach (string path in files) File.SetLastWriteTimeUtc(path, LongAgo);
        SortedDictionary<string, string> before = setup.ContentOf("walk");

        WalkAudioSet again = await setup.MakeAsync("clean", "noise:10");

        Assert.Equal((6, 0), (again.Files, again.Created));
        Assert.All(files, path => Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(path)));
        Assert.Equal(before, setup.ContentOf("walk"));
    }

    [Fact]
    public async Task RunAsync_after_files_were_lost_or_damaged_makes_just_those()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("clean", "babble:10");
        SortedDictionary<string, string> before = setup.ContentOf("walk");
        File.Delete(setup.PathOf("walk", "one.babble-10.wav"));
        byte[] cut = await File.ReadAllBytesAsync(setup.PathOf("walk", "two.wav"), TestContext.Current.CancellationToken);
        setup.WriteBytes("walk/two.wav", cut[..^100]);
        setup.Write("walk/three.wav", "not sound");

        WalkAudioSet again = await setup.MakeAsync("clean", "babble:10");

        Assert.Equal(3, again.Created);
        Assert.Equal(before, setup.ContentOf("walk"));
    }

    [Fact]
    public async Task RunAsync_with_force_makes_everything_anew()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync();
        SortedDictionary<string, string> before = setup.ContentOf("walk");
        setup.WriteBytes("walk/one.wav", WavWriter.ToBytes(new AudioFormat(AudioEncoding.MuLaw, 8_000), new byte[800]));

        Assert.Equal("AudioSetMismatch", (await setup.RefusedAsync(setup.Options)).ErrorId);
        Assert.Equal(3, (await setup.MakeAsync(setup.Options with { Force = true })).Created);
        Assert.Equal(before, setup.ContentOf("walk"));
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("seed")]
    [InlineData("speech_model")]
    [InlineData("speech_source")]
    [InlineData("words")]
    public async Task RunAsync_other_setting_in_the_same_folder_is_refused(string setting)
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("noise:10");
        SortedDictionary<string, string> before = setup.ContentOf("walk");

        EvalException exception = await setup.RefusedAsync(setting switch
        {
            "voice" => setup.Options with { Voice = "echo" },
            "seed" => setup.Options with { Seed = 2 },
            "speech_model" => setup.Options with { SpeechModel = "tts-1" },
            "speech_source" => setup.Options with { SpeechSource = RealtimeEvals.Speech.SpeechSource.Realtime },
            _ => setup.Options with
            {
                SourcePath = setup.Write("other.csv", WalkAudioSetup.Cases.Replace("Hello", "Goodbye", StringComparison.Ordinal)),
            },
        } with { Conditions = ["noise:10"] });

        Assert.Equal(("AudioSetMismatch", ErrorKind.Usage), (exception.ErrorId, exception.Kind));
        Assert.Contains(".noise-10.wav", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, setup.ContentOf("walk"));
    }

    [Fact]
    public async Task RunAsync_row_that_is_added_later_keeps_what_is_there()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("clean", "noise:10");

        WalkAudioSet more = await setup.MakeAsync(
            setup.Options with { SourcePath = setup.Write("calls.csv", WalkAudioSetup.Cases + "four,Bye.,,\n") }, "clean", "noise:10");

        Assert.Equal((8, 2), (more.Files, more.Created));
    }

    [Fact]
    public async Task RunAsync_old_audio_is_not_taken_for_new_after_a_forced_run_that_failed()
    {
        await using var setup = new WalkAudioSetup("speech:400");
        await using var earlier = new WalkAudioSetup();
        await earlier.MakeAsync("noise:10");
        await setup.RefusedAsync(
            setup.Options with
            {
                OutputPath = earlier.PathOf("walk"),
                TablePath = earlier.PathOf("walk", "calls.csv"),
                Conditions = ["noise:10"],
                Seed = 2,
                Force = true,
            });

        Assert.Equal(
            "AudioSetMismatch",
            (await earlier.RefusedAsync(earlier.Options with { Conditions = ["noise:10"], Seed = 2 })).ErrorId);
    }

    [Fact]
    public async Task RunAsync_other_setting_with_force_replaces_the_set()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("noise:10");
        SortedDictionary<string, string> before = setup.ContentOf("walk");

        WalkAudioSet again = await setup.MakeAsync(setup.Options with { Seed = 2, Force = true }, "noise:10");

        Assert.Equal((3, 2), (again.Created, again.Seed));
        Assert.NotEqual(before["one.noise-10.wav"], setup.ContentOf("walk")["one.noise-10.wav"], StringComparer.Ordinal);
        Assert.Equal(0, (await setup.MakeAsync(setup.Options with { Seed = 2 }, "noise:10")).Created);
    }

    [Fact]
    public async Task RunAsync_condition_that_is_added_later_keeps_what_is_there()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("clean");
        SortedDictionary<string, string> before = setup.ContentOf("walk");

        WalkAudioSet added = await setup.MakeAsync("clean", "noise:10");

        SortedDictionary<string, string> after = setup.ContentOf("walk");
        Assert.Equal((6, 3), (added.Files, added.Created));
        Assert.All(
            before.Keys.Where(name => name.EndsWith(".wav", StringComparison.Ordinal)), name => Assert.Equal(before[name], after[name]));
        Assert.Equal(7, (await File.ReadAllLinesAsync(setup.PathOf("walk", "calls.csv"), TestContext.Current.CancellationToken)).Length);
    }
}
