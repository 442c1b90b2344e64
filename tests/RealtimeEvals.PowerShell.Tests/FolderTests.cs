using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The folders follow the way of the data: each uses those before it, and no way leads back.</summary>
public sealed class FolderTests
{
    /// <summary>The folders of Core in the order of the data; each may use those before it.</summary>
    internal static readonly string[] OfCore =
    [
        "Waiting", "Files", "Json", "Messages", "Secrets", "Model", "Audio", "Grading", "Datasets", "Realtime", "Speech", "TextModels",
        "Statistics", "Metrics", "Runs", "Transcripts", "Harness", "Comparing", "Gates", "Calibration", "Integrity", "Linting", "Plots",
        "Reporting", "Pages", "Pulse", "Playing",
    ];

    [Fact]
    public void Folder_of_core_uses_only_those_before_it() => Assert.Equal(
        "",
        FolderUses.Lines(FolderUses.Of("RealtimeEvals.Core").Where(use => Place(use.Key.To) > Place(use.Key.From))));

    [Fact]
    public void Folders_of_core_are_those_of_the_design() => Assert.Equal(
        OfCore.Order(StringComparer.Ordinal),
        Directory.GetDirectories(Repository.PathOf("src", "RealtimeEvals.Core"))
            .Select(folder => Path.GetFileName(folder))
            .Except(["bin", "obj"])
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Sandbox")]
    [InlineData("RealtimeEvals.Adapters")]
    [InlineData("RealtimeEvals.Dashboard")]
    public void No_folder_uses_one_that_uses_it(string project) => Assert.Equal("", FolderUses.Cycles(FolderUses.Of(project)));

    private static int Place(string folder) => Array.IndexOf(OfCore, folder.Split('/')[0]);
}
