using System.Buffers.Binary;
using System.Text;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.WalkAudio;

/// <summary>What is made: the audio, the table and the record of how.</summary>
public sealed class WalkAudioOperationTests
{
    [Fact]
    public async Task RunAsync_shipped_cases_give_the_shipped_audio_byte_for_byte()
    {
        await using var setup = new WalkAudioSetup();
        string crawl = ProductData.PathOf("crawl", "customer_calls.csv");

        WalkAudioSet set = await setup.MakeAsync(
            setup.Options with { SourcePath = crawl, TablePath = setup.PathOf("walk", "customer_calls.csv") });

        Assert.Equal((18, 18, 18), (set.Cases, set.Files, set.Created));
        string[] shipped =
            [.. Directory.EnumerateFiles(ProductData.PathOf("walk")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            shipped,
            Directory.EnumerateFiles(setup.PathOf("walk")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(shipped, name => Assert.Equal(
            (name, FileHash.OfFile(ProductData.PathOf("walk", name))), (name, FileHash.OfFile(setup.PathOf("walk", name)))));
    }

    [Fact]
    public async Task RunAsync_clean_speech_is_understood_word_for_word()
    {
        await using var setup = new WalkAudioSetup();

        await setup.MakeAsync();

        Assert.Equal(["What do I owe?", "Hello, good morning.", "Are you open on Sunday?"],
            new[] { "one", "two", "three" }.Select(id => setup.Hear(id).Text), StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_file_is_telephone_audio_with_true_sizes()
    {
        await using var setup = new WalkAudioSetup();
        await setup.MakeAsync("clean", "silence:0:0.125");

        // One of the two has an odd number of samples and so a byte of padding.
        foreach (string name in new[] { "two.wav", "two.silence-0-0.125.wav" })
        {
            byte[] file = File.ReadAllBytes(setup.PathOf("walk", name));
            int samples = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(54));
            Assert.Equal(
                "RIFF WAVEfmt fact data",
                string.Join(' ', Text(file, 0), Text(file, 8) + Text(file, 12).Trim(), Text(file, 38), Text(file, 50)));
            Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
            Assert.Equal((18, 7, 1, 8_000), (file[16], file[20], file[22], BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(24))));
            Assert.Equal((4, samples), (file[42], BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(46))));
            Assert.Equal("LIST", Text(file, 58 + samples + (samples & 1)));
            Assert.Equal(new AudioFormat(AudioEncoding.MuLaw, 8_000), WavReader.Read(file).Format);
        }
    }

    [Fact]
    public async Task RunAsync_table_has_the_crawl_columns_then_path_condition_and_hash()
    {
        await using var setup = new WalkAudioSetup();
        string source = setup.Write(
            "calls.csv", $"{WalkAudioSetup.Header},note\na,\"Pay it, please.\",pay,\"{{\"\"amount\"\": 5}}\",dropped\n");

        await setup.MakeAsync(setup.Options with { SourcePath = source }, "clean", "telephone+loss:5:2");

        Table table = Given.Tables.Parse(
            await File.ReadAllTextAsync(setup.PathOf("walk", "calls.csv"), TestContext.Current.CancellationToken));
        string Hash(string name) => FileHash.Of(WavReader.Read(File.ReadAllBytes(setup.PathOf("walk", name))).Data.Span);
        Assert.Equal(
            ["example_id", "user_text", "gt_tool_call", "gt_tool_call_arg", "audio_path", "condition", "audio_sha256"],
            table.Header);
        Assert.Equal(["a", "Pay it, please.", "pay", "{\"amount\": 5}", "a.wav", "clean", Hash("a.wav")], table.Rows[0].Cells);
        const string Id = "a.telephone_loss-5-2";
        Assert.Equal(
            [Id, "Pay it, please.", "pay", "{\"amount\": 5}", $"{Id}.wav", "telephone+loss:5:2", Hash($"{Id}.wav")],
            table.Rows[1].Cells);
    }

    [Fact]
    public async Task RunAsync_table_above_the_audio_names_it_by_a_relative_path()
    {
        await using var setup = new WalkAudioSetup();

        await setup.MakeAsync(setup.Options with { OutputPath = setup.PathOf("walk", "audio", "deep") });

        var problems = new List<DataProblem>();
        IReadOnlyList<SingleTurnCase> cases = TurnDataset.Read(
            setup.PathOf("walk", "calls.csv"), AudioColumn.Required, Given.Tables, tools: null, problems);
        Assert.Empty(problems);
        Assert.Equal(setup.PathOf("walk", "audio", "deep", "one.wav"), cases[0].AudioPath);
        Assert.Contains(
            "audio/deep/one.wav",
            await File.ReadAllTextAsync(setup.PathOf("walk", "calls.csv"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_set_says_what_was_made()
    {
        await using var setup = new WalkAudioSetup();

        WalkAudioSet set = await setup.MakeAsync(setup.Options with { Seed = 5 }, "clean", "noise:10", "clean");

        Assert.Equal((setup.PathOf("walk", "calls.csv"), setup.PathOf("walk"), 3, 6, 6, 5),
            (set.DataPath, set.AudioPath, set.Cases, set.Files, set.Created, set.Seed));
        Assert.Equal(["clean", "noise:10"], set.Conditions, StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_not_confirmed_makes_nothing()
    {
        await using var setup = new WalkAudioSetup();
        setup.Sink = new CollectingSink { Confirms = false };

        await new RealtimeEvals.Harness.WalkAudio.WalkAudioOperation(setup.Services).RunAsync(
            setup.Options, setup.Sink, TestContext.Current.CancellationToken);

        Assert.Empty(setup.Sink.Items);
        Assert.False(Directory.Exists(setup.PathOf("walk")));
    }

    private static string Text(byte[] file, int at) => Encoding.ASCII.GetString(file, at, 4);
}
