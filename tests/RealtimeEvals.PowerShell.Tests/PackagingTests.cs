using System.Text.Json;
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

    /// <summary>The program runs in a process of its own, and finds everything in its own folder.</summary>
    [Fact]
    public void Dependencies_hold_the_program_with_all_that_it_needs()
    {
        Assert.True(File.Exists(Path.Combine(Dependencies, "realtime-evals.runtimeconfig.json")));
        JsonElement wanted = JsonElement.Parse(File.ReadAllText(Path.Combine(Dependencies, "realtime-evals.deps.json")));
        string[] files = [.. wanted.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject().SelectMany(FilesOf)];
        Assert.Contains("RealtimeEvals.Dashboard.dll", files);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Dependencies, file)), $"{file} does not exist."));
    }

    /// <summary>
    /// Core and the sandbox are here a second time, for the program. The adapters are loaded into the session by a list of their own, which
    /// has neither, so that the session never sees these.
    /// </summary>
    [Theory]
    [InlineData("RealtimeEvals.Core.dll")]
    [InlineData("RealtimeEvals.Sandbox.dll")]
    public void Second_copy_is_for_the_program_and_the_same(string file)
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(Bin, file)), File.ReadAllBytes(Path.Combine(Dependencies, file)));
        string listed = File.ReadAllText(Path.Combine(Dependencies, "RealtimeEvals.Adapters.deps.json"));
        Assert.DoesNotContain(file, listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RealtimeEvals.PowerShell.dll")]
    [InlineData("realtime-evals")]
    [InlineData("realtime-evals.exe")]
    [InlineData("*.xml")]
    public void Dependencies_hold_nothing_that_the_program_does_without(string pattern) =>
        Assert.Empty(Directory.EnumerateFiles(Dependencies, pattern, SearchOption.AllDirectories));

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

    /// <summary>The files of a package or project: assemblies lie in the folder itself, those of a platform below it.</summary>
    private static IEnumerable<string> FilesOf(JsonProperty library) =>
    [
        .. Named(library, "runtime").Select(path => Path.GetFileName(path)),
        .. Named(library, "runtimeTargets"),
    ];

    private static IEnumerable<string> Named(JsonProperty library, string kind) =>
        library.Value.TryGetProperty(kind, out JsonElement files) ? files.EnumerateObject().Select(file => file.Name) : [];
}
