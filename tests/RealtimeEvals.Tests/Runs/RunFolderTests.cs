using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.RunFolderFixture;

namespace RealtimeEvals.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Create_new_run_makes_all_folders_on_the_way()
    {
        using IRunWriter run = new FolderStore(_folder.PathOf("x", "results")).Create("run", replace: false);

        Assert.True(Directory.Exists(_folder.PathOf("x", "results", "run")));
        Assert.Equal(_folder.PathOf("x", "results", "run", "events", "a.jsonl"), run.Files.PathOf("events/a.jsonl"));
    }

    [Fact]
    public void Create_in_an_empty_folder_takes_it()
    {
        Directory.CreateDirectory(_folder.PathOf("run"));

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);

        Assert.Equal(_folder.PathOf("run"), run.Files.Path);
    }

    [Fact]
    public void Create_existing_run_is_refused_and_untouched()
    {
        _folder.MakeRun();

        AssertRefused("RunExists", () => new FolderStore(_folder.Path).Create("run", replace: false));

        Assert.Equal("old", File.ReadAllText(_folder.PathOf("run", "results.csv")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_folder_of_something_else_is_refused_and_untouched(bool replace)
    {
        Directory.CreateDirectory(_folder.PathOf("run"));
        File.WriteAllText(_folder.PathOf("run", "thesis.doc"), "old");

        AssertRefused("NotARunFolder", () => new FolderStore(_folder.Path).Create("run", replace));

        Assert.Equal(
            [_folder.PathOf("run", "thesis.doc")], Directory.EnumerateFileSystemEntries(_folder.PathOf("run")), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_run_that_another_is_just_starting_is_in_use(bool replace)
    {
        using IRunWriter first = new FolderStore(_folder.Path).Create("run", replace: false);

        AssertRefused("RunInUse", () => new FolderStore(_folder.Path).Create("run", replace));
    }

    [Fact]
    public void Dispose_lets_the_next_have_the_run()
    {
        _folder.MakeRun();
        new FolderStore(_folder.Path).Resume("run")!.Dispose();

        using IRunWriter? second = new FolderStore(_folder.Path).Resume("run");

        Assert.NotNull(second);
    }

    [Fact]
    public void TryOpen_without_a_run_is_null_and_makes_nothing()
    {
        Assert.Null(new FolderStore(_folder.Path).Resume("run"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("results")]
    [InlineData("results/run")]
    public void Create_where_a_file_stands_is_not_writable(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(file))!);
        File.WriteAllText(_folder.PathOf(file), "old");

        AssertRefused("ResultsNotWritable", () => new FolderStore(_folder.PathOf("results")).Create("run", replace: true));

        Assert.Equal("old", File.ReadAllText(_folder.PathOf(file)));
    }

    [Fact]
    public void Write_where_a_file_stands_for_a_folder_says_that_evidence_is_not_written()
    {
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);
        run.Files.Write("audio", "x"u8);

        AssertRefused("EvidenceNotWritten", () => run.Files.Write("audio/a/input.wav", "x"u8));
    }

    [Fact]
    public void Write_manifest_is_read_back()
    {
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);
        run.Write(
            Manifest with { State = RunState.Completed, Planned = 3, EndedAt = new DateTimeOffset(2026, 11, 20, 1, 2, 3, TimeSpan.Zero) });

        RunManifest read = Assert.IsType<RunManifest>(FolderStore.ReadManifest(run.Files.Path));

        Assert.Equal((RunState.Completed, 3, "run"), (read.State, read.Planned, read.RunId));
        Assert.Contains("\"state\": \"completed\"", File.ReadAllText(run.Files.PathOf("run.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"run_id\":\"x\"}")]
    [InlineData("{\"state\":1}")]
    public void ReadManifest_damaged_is_null(string content)
    {
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);
        File.WriteAllText(run.Files.PathOf("run.json"), content);

        Assert.Null(FolderStore.ReadManifest(run.Files.Path));
    }

    [Fact]
    public void Begin_of_a_run_whose_journal_cannot_be_opened_leaves_the_run_as_it_is()
    {
        _folder.MakeRun();
        File.WriteAllText(_folder.PathOf("run", "summary.json"), "{}");
        Directory.CreateDirectory(_folder.PathOf("run", "journal.jsonl"));
        string manifest = File.ReadAllText(_folder.PathOf("run", "run.json"));
        using IRunWriter run = new FolderStore(_folder.Path).Resume("run")!;

        AssertRefused("EvidenceNotWritten", () => run.Begin(Manifest with { Resumed = 7 }));

        Assert.Equal(manifest, File.ReadAllText(_folder.PathOf("run", "run.json")));
        Assert.True(File.Exists(_folder.PathOf("run", "summary.json")));
    }

    public void Dispose() => _folder.Dispose();
}
