using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.RunFolderFixture;

namespace RealtimeEvals.Tests.Runs;

/// <summary>What a killed process left is no run and in nobody's way.</summary>
public sealed class RunFolderLeftoverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Create_after_a_process_died_before_its_manifest_takes_the_folder()
    {
        Directory.CreateDirectory(_folder.PathOf("run"));
        File.WriteAllText(_folder.PathOf("run", "run.lock"), "");

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: false);

        Assert.Equal(_folder.PathOf("run"), run.Files.Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_after_a_process_died_while_it_wrote_its_manifest_takes_the_folder(bool replace)
    {
        _folder.MakeLitter();

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Fact]
    public void TryOpen_after_a_process_died_while_it_wrote_its_manifest_takes_the_folder()
    {
        _folder.MakeLitter();

        using IRunWriter? run = new FolderStore(_folder.Path).Resume("run");

        Assert.NotNull(run);
        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Fact]
    public void TryOpen_deletes_what_a_killed_process_left_and_nothing_else()
    {
        _folder.MakeRun();
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

    public void Dispose() => _folder.Dispose();
}
