using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static RunManifest Manifest =>
        new() { RunId = "run", Harness = "crawl", Provider = "sandbox", Settings = new JsonObject { ["model"] = "m" } };

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
        MakeRun();

        AssertRefused("RunExists", () => new FolderStore(_folder.Path).Create("run", replace: false));

        Assert.Equal("old", File.ReadAllText(_folder.PathOf("run", "results.csv")));
    }

    [Fact]
    public void Create_with_replace_empties_the_old_run()
    {
        MakeRun();

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Null(FolderStore.ReadManifest(run.Files.Path));
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

    [Fact]
    public void Create_with_replace_of_a_run_in_use_is_refused_and_untouched()
    {
        MakeRun();
        using IRunWriter? first = new FolderStore(_folder.Path).Resume("run");

        AssertRefused("RunInUse", () => new FolderStore(_folder.Path).Create("run", replace: true));
        AssertRefused("RunInUse", () => new FolderStore(_folder.Path).Resume("run"));

        Assert.Equal("old", File.ReadAllText(_folder.PathOf("run", "results.csv")));
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
    public void Create_after_a_process_died_before_its_manifest_takes_the_folder()
    {
        Directory.CreateDirectory(_folder.PathOf("run"));
        File.WriteAllText(_folder.PathOf("run", "run.lock"), "");

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);

        Assert.Equal(_folder.PathOf("run"), run.Files.Path);
    }

    /// <summary>What a writer leaves that is killed while it writes a file of the run.</summary>
    private const string Leftover = ".run.json.4711-0123456789abcdef0123456789abcdef.tmp";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_after_a_process_died_while_it_wrote_its_manifest_takes_the_folder(bool replace)
    {
        MakeLitter();

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Fact]
    public void TryOpen_after_a_process_died_while_it_wrote_its_manifest_takes_the_folder()
    {
        MakeLitter();

        using IRunWriter? run = new FolderStore(_folder.Path).Resume("run");

        Assert.NotNull(run);
        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Fact]
    public void TryOpen_deletes_what_a_killed_process_left_and_nothing_else()
    {
        MakeRun();
        File.WriteAllText(_folder.PathOf("run", Leftover), "half");
        File.WriteAllText(_folder.PathOf("run", "audio", "a", Leftover.Replace("run.json", "input.wav", StringComparison.Ordinal)), "half");
        File.WriteAllText(_folder.PathOf("run", ".notes.tmp"), "mine");

        new FolderStore(_folder.Path).Resume("run")!.Dispose();

        Assert.Equal(
            [".notes.tmp", "a", "audio", "input.wav", "results.csv", "run.json"],
            Directory.EnumerateFileSystemEntries(
                _folder.PathOf("run"),
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
                .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("audio")]
    [InlineData("results.csv", "audio")]
    public void Create_with_replace_that_was_cut_short_can_be_done_again(params string[] deleted)
    {
        MakeRun();
        foreach (string name in deleted)
        {
            if (Directory.Exists(_folder.PathOf("run", name))) Directory.Delete(_folder.PathOf("run", name), recursive: true);
            else File.Delete(_folder.PathOf("run", name));
        }

        AssertRefused("RunExists", () => new FolderStore(_folder.Path).Create("run", replace: false));
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folder_that_is_a_link_to_a_run_is_refused_and_untouched(bool replace)
    {
        MakeRun();
        Directory.CreateDirectory(_folder.PathOf("results"));
        Directory.CreateSymbolicLink(_folder.PathOf("results", "planted"), _folder.PathOf("run"));

        AssertRefused("LinkInRunFolder", () => new FolderStore(_folder.PathOf("results")).Create("planted", replace));
        AssertRefused("LinkInRunFolder", () => new FolderStore(_folder.PathOf("results")).Resume("planted"));

        Assert.Equal(
            ["audio", "results.csv", "run.json"],
            Directory.EnumerateFileSystemEntries(_folder.PathOf("run"))
                .Select(path => Path.GetFileName(path)!)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("audio")]
    [InlineData("run.lock")]
    [InlineData("journal.jsonl")]
    public void Link_in_the_folder_is_refused_and_its_target_untouched(string name)
    {
        MakeRun();
        if (name == "audio") Directory.Delete(_folder.PathOf("run", "audio"), recursive: true);
        File.WriteAllText(_folder.PathOf("thesis.doc"), "mine");
        File.CreateSymbolicLink(_folder.PathOf("run", name), _folder.PathOf("thesis.doc"));

        AssertRefused("LinkInRunFolder", () => new FolderStore(_folder.Path).Create("run", replace: true));
        AssertRefused("LinkInRunFolder", () => new FolderStore(_folder.Path).Resume("run"));

        Assert.Equal("mine", File.ReadAllText(_folder.PathOf("thesis.doc")));
    }

    [Fact]
    public void Folder_of_all_runs_may_be_a_link()
    {
        Directory.CreateDirectory(_folder.PathOf("disk"));
        Directory.CreateSymbolicLink(_folder.PathOf("results"), _folder.PathOf("disk"));

        using IRunWriter run = new FolderStore(_folder.PathOf("results")).Create("run", replace: false);

        Assert.True(Directory.Exists(_folder.PathOf("disk", "run")));
    }

    [Fact]
    public void Dispose_lets_the_next_have_the_run()
    {
        MakeRun();
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

    public void Dispose() => _folder.Dispose();

    private void MakeLitter()
    {
        Directory.CreateDirectory(_folder.PathOf("run"));
        File.WriteAllText(_folder.PathOf("run", "run.lock"), "");
        File.WriteAllText(_folder.PathOf("run", Leftover), "half");
    }

    private void MakeRun()
    {
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);
        run.Write(Manifest);
        run.Files.Write("results.csv", "old"u8);
        run.Files.Write("audio/a/input.wav", "old"u8);
    }

    private static void AssertRefused(string errorId, Action action) => Assert.Equal(errorId, Assert.Throws<EvalException>(action).ErrorId);
}
