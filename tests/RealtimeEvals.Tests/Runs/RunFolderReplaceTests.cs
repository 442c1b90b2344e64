using RealtimeEvals.Runs;
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

        using RunFolder run = RunFolder.Create(_folder.Path, "run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Null(run.ReadManifest());
    }

    [Fact]
    public void Create_with_replace_of_a_run_in_use_is_refused_and_untouched()
    {
        _folder.MakeRun();
        using RunFolder? first = RunFolder.TryOpen(_folder.Path, "run");

        AssertRefused("RunInUse", () => RunFolder.Create(_folder.Path, "run", replace: true));
        AssertRefused("RunInUse", () => RunFolder.TryOpen(_folder.Path, "run"));

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

        AssertRefused("RunExists", () => RunFolder.Create(_folder.Path, "run", replace: false));
        using RunFolder run = RunFolder.Create(_folder.Path, "run", replace: true);

        Assert.Equal(["run.lock"], Directory.EnumerateFileSystemEntries(run.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
