using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>docs/architecture.md says what is there, and nothing else.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));

    [Fact]
    public void Every_folder_stands_in_the_table_and_no_other()
    {
        string[] projects = [.. Folders("src").Where(project => project != "RealtimeEvals.Core")];
        string[] core = [.. Folders("src", "RealtimeEvals.Core").Select(folder => $"RealtimeEvals.Core/{folder}")];

        Assert.Equal(core.Concat(projects).Order(StringComparer.Ordinal), Rows().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Row_of_a_folder_names_what_is_in_it()
    {
        foreach ((string folder, string text) in Rows())
        {
            IEnumerable<string> inner = Folders(["src", .. folder.Split('/')]);
            Assert.All(inner, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Folders_of_core_stand_in_the_order_in_which_they_may_use_each_other() =>
        Assert.Equal(
            FolderTests.OfCore,
            Rows().Keys.Where(row => row.Contains('/', StringComparison.Ordinal)).Select(row => row.Split('/')[1]));

    [Fact]
    public void Types_that_it_names_are_there()
    {
        string all = string.Join('\n', SourceFiles.Of().Select(File.ReadAllText));

        Assert.All(
            TypeName().Matches(Page).Select(match => match.Groups["name"].Value).Except([nameof(DoorParityTests)]),
            name => Assert.Contains(name, all, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Rows() =>
        Row().Matches(Page).ToDictionary(match => match.Groups["folder"].Value, match => match.Groups["text"].Value);

    private static IEnumerable<string> Folders(params string[] path) =>
        Directory.GetDirectories(Repository.PathOf(path)).Select(folder => Path.GetFileName(folder)).Except(["bin", "obj"]);

    [GeneratedRegex(
        @"^\| `(?<folder>RealtimeEvals\.[\w./]+)` \| (?<text>.*) \|\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)(<T>)?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();
}
