using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>What a build lays out in <c>module/bin</c>.</summary>
public sealed class PackagingTests
{
    private static readonly string Bin = Repository.PathOf("module", "bin");
    private static readonly string Dependencies = Repository.PathOf("module", "bin", "deps");

    [Fact]
    public void Module_folder_holds_our_three_assemblies_and_no_other()
    {
        string[] assemblies =
        [
            .. Directory.EnumerateFiles(Bin, "*.dll").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["RealtimeEvals.Core.dll", "RealtimeEvals.PowerShell.dll", "RealtimeEvals.Sandbox.dll"], assemblies);
    }

    [Fact]
    public void Dependencies_hold_the_adapters_with_their_packages()
    {
        string[] expected =
        [
            "RealtimeEvals.Adapters.dll",
            "RealtimeEvals.Adapters.deps.json",
            "OpenAI.dll",
            "System.ClientModel.dll",
            "CsvHelper.dll",
            "NAudio.Core.dll",
            "NAudio.WinMM.dll",
            "NLayer.dll",
            "NVorbis.dll",
            "Dapper.dll",
            "dbup-core.dll",
            "dbup-sqlite.dll",
            "Microsoft.Data.Sqlite.dll",
            "SQLitePCLRaw.core.dll",
        ];
        Assert.All(expected, file => Assert.True(File.Exists(Path.Combine(Dependencies, file)), $"{file} does not exist."));
    }

    [Fact]
    public void Native_libraries_are_those_of_the_platforms_that_the_module_is_for() => Assert.Equal(
        ["linux-arm64", "linux-x64", "osx", "osx-arm64", "osx-x64", "win-arm64", "win-x64"],
        Directory.EnumerateDirectories(Path.Combine(Dependencies, "runtimes"))
            .Where(folder => Directory.Exists(Path.Combine(folder, "native")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("RealtimeEvals.Core.dll")]
    [InlineData("RealtimeEvals.Sandbox.dll")]
    [InlineData("RealtimeEvals.PowerShell.dll")]
    public void Dependencies_hold_no_second_copy(string file) =>
        Assert.Empty(Directory.EnumerateFiles(Dependencies, file, SearchOption.AllDirectories));

    [Theory]
    [InlineData("System.Management.Automation.dll")]
    [InlineData("PowerShellStandard*")]
    [InlineData("Microsoft.PowerShell*")]
    [InlineData("*.pdb")]
    public void Module_folder_holds_nothing_that_is_not_for_users(string pattern) =>
        Assert.Empty(Directory.EnumerateFiles(Bin, pattern, SearchOption.AllDirectories));

    [Fact]
    public void Module_folder_holds_no_reference_assemblies() =>
        Assert.Empty(Directory.EnumerateDirectories(Bin, "ref*", SearchOption.AllDirectories));

    [Theory]
    [InlineData("RealtimeEvals.Core.dll")]
    [InlineData("RealtimeEvals.Sandbox.dll")]
    [InlineData("RealtimeEvals.PowerShell.dll")]
    public void Assembly_of_the_module_folder_has_the_version_of_the_manifest(string file) =>
        Assert.Equal(
            Support.Manifest.Value("ModuleVersion"),
            System.Reflection.AssemblyName.GetAssemblyName(Path.Combine(Bin, file)).Version!.ToString(3));
}
