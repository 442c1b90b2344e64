using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.RunFolderFixture;

namespace RealtimeEvals.Tests.Runs;

/// <summary>A link in the place of a run, or of a file of it, is not followed.</summary>
public sealed class RunFolderLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folder_that_is_a_link_to_a_run_is_refused_and_untouched(bool replace)
    {
        _folder.MakeRun();
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
        _folder.MakeRun();
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

    public void Dispose() => _folder.Dispose();
}
