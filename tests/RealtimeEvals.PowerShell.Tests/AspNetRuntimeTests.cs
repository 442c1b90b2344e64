using RealtimeEvals.PowerShell.Loading;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Which .NET the dashboard is started with.</summary>
public sealed class AspNetRuntimeTests : IDisposable
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void First_with_the_version_that_is_needed_is_taken()
    {
        string bare = Install("bare");
        string old = Install("old", "9.0.4");
        string newer = Install("newer", "11.0.0");
        string right = Install("right", "8.0.1", "10.0.3");
        string other = Install("other", "10.0.9");
        Assert.Equal(Path.Combine(right, Name), AspNetRuntime.FindIn([_folder.PathOf("none"), bare, old, newer, right, other]));
    }

    [Fact]
    public void Link_stands_for_the_program_that_it_leads_to()
    {
        string right = Install("right", "10.0.3");
        string links = Directory.CreateDirectory(_folder.PathOf("bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, Name), Path.Combine(right, Name));
        Assert.Equal(Path.Combine(right, Name), AspNetRuntime.FindIn([links]));
    }

    [Fact]
    public void Folder_without_the_program_and_folder_that_is_not_absolute_do_not_count()
    {
        Directory.CreateDirectory(_folder.PathOf("empty", "shared", "Microsoft.AspNetCore.App", "10.0.3"));
        Assert.Null(AspNetRuntime.FindIn(["", ".", _folder.PathOf("empty")]));
    }

    /// <summary>Makes an installation of .NET, with these versions of ASP.NET Core.</summary>
    private string Install(string name, params string[] versions)
    {
        string root = Directory.CreateDirectory(_folder.PathOf(name)).FullName;
        string program = Path.Combine(root, Name);
        File.WriteAllText(program, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (string version in versions) Directory.CreateDirectory(Path.Combine(root, "shared", "Microsoft.AspNetCore.App", version));
        return root;
    }
}
