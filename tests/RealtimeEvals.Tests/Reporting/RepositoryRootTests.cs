using RealtimeEvals.Reporting;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Reporting;

/// <summary>Where paths are told from.</summary>
public sealed class RepositoryRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Workspace_of_the_job_comes_first()
    {
        string inner = Make("work/repo/tests");
        Make("work/repo/.git");

        Assert.Equal(_folder.PathOf("work"), RepositoryRoot.Of(inner, _folder.PathOf("work")));
        Assert.Equal(_folder.PathOf("work"), RepositoryRoot.Of(inner, Path.Combine(inner, "..", "..")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/no/such/folder")]
    public void Without_one_it_is_the_work_tree_of_git(string workspace)
    {
        Make("repo/.git");

        Assert.Equal(_folder.PathOf("repo"), RepositoryRoot.Of(Make("repo/tests/voice"), workspace));
        Assert.Equal(_folder.PathOf("repo"), RepositoryRoot.Of(_folder.PathOf("repo"), workspace));
    }

    [Fact]
    public void Second_work_tree_and_submodule_are_roots_of_their_own()
    {
        Make("repo/.git");
        Make("repo/trees/second");
        Make("repo/voice");
        _folder.Write("repo/trees/second/.git", "gitdir: ../../.git/worktrees/second\n");
        _folder.Write("repo/voice/.git", "gitdir: ../.git/modules/voice\n");

        Assert.Equal(_folder.PathOf("repo", "trees", "second"), RepositoryRoot.Of(Make("repo/trees/second/tests"), ""));
        Assert.Equal(_folder.PathOf("repo", "voice"), RepositoryRoot.Of(Make("repo/voice/tests"), ""));
    }

    [Fact]
    public void Outside_of_git_it_is_the_folder_itself()
    {
        string folder = Make("plain/tests");

        Assert.Equal(folder, RepositoryRoot.Of(folder, ""));
    }

    [Fact]
    public void Path_outside_of_the_base_is_told_from_its_own_work_tree()
    {
        Make("repo/.git");
        Make("other/.git");
        var paths = new ReportPath(_folder.PathOf("repo"));

        Assert.Equal("data/a b.csv", paths.Of(_folder.PathOf("repo", "data", "a b.csv")));
        Assert.Equal("tests/calls.csv", paths.Of(_folder.PathOf("other", "tests", "calls.csv")));
        Assert.Equal("data/calls.csv", paths.Of("data/calls.csv"));
        Assert.StartsWith("file:///", paths.AddressOf(_folder.PathOf("nowhere", "calls.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Link_to_the_workspace_is_the_workspace()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        Make("real/data");
        Directory.CreateSymbolicLink(_folder.PathOf("link"), _folder.PathOf("real"));

        Assert.Equal("data/calls.csv", new ReportPath(_folder.PathOf("link")).Of(_folder.PathOf("real", "data", "calls.csv")));
        Assert.Equal("data/calls.csv", new ReportPath(_folder.PathOf("real")).Of(_folder.PathOf("link", "data", "calls.csv")));
    }

    [Theory]
    [InlineData("a b.csv", "a%20b.csv")]
    [InlineData("50%.csv", "50%25.csv")]
    [InlineData("a#b?c.csv", "a%23b%3Fc.csv")]
    [InlineData("a:b.csv", "a%3Ab.csv")]
    [InlineData("[1].csv", "%5B1%5D.csv")]
    [InlineData("Z\u00FCrich.csv", "Z%C3%BCrich.csv")]
    [InlineData("\uD83D\uDE00.csv", "%F0%9F%98%80.csv")]
    [InlineData(" a\tb\u202E ", "%20a%09b%E2%80%AE%20")]
    public void Address_is_percent_encoded(string name, string address)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow all of these names.");

        Assert.Equal($"data/{address}", new ReportPath(_folder.Path).AddressOf(Path.Combine(_folder.Path, "data", name)));
    }

    public void Dispose() => _folder.Dispose();

    private string Make(string path) => Directory.CreateDirectory(_folder.PathOf(path.Split('/'))).FullName;
}
