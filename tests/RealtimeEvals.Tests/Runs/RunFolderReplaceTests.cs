using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.RunFolderFixture;

namespace RealtimeEvals.Tests.Runs;

/// <summary>A run that takes the place of another.</summary>
public sealed class RunFolderReplaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Create_with_replace_empties_the_old_run()
    {
        _folder.MakeRun();

        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Null(FolderStore.ReadManifest(run.Files.Path));
    }

    [Fact]
    public void Create_with_replace_of_a_run_in_use_is_refused_and_untouched()
    {
        _folder.MakeRun();
        using IRunWriter? first = new FolderStore(_folder.Path).Resume("run");

        AssertRefused("RunInUse", () => new FolderStore(_folder.Path).Create("run", replace: true));
        AssertRefused("RunInUse", () => new FolderStore(_folder.Path).Resume("run"));

        Assert.Equal("old", File.ReadAllText(_folder.PathOf("run", "results.csv")));
    }

    [Theory]
    [InlineData("audio")]
    [InlineData("results.csv", "audio")]
    public void Create_with_replace_that_was_cut_short_can_be_done_again(params string[] deleted)
    {
        _folder.MakeRun();
        foreach (string name in deleted)
        {
            if (Directory.Exists(_folder.PathOf("run", name))) Directory.Delete(_folder.PathOf("run", name), recursive: true);
            else File.Delete(_folder.PathOf("run", name));
        }

        AssertRefused("RunExists", () => new FolderStore(_folder.Path).Create("run", replace: false));
        using IRunWriter run = new FolderStore(_folder.Path).Create("run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Files.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
