using System.Text.RegularExpressions;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>
/// Messages speak the words of the door that is used: what both share names no flag of the program and no parameter of a cmdlet.
/// </summary>
public sealed partial class DoorWordTests
{
    [Theory]
    [InlineData("RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Adapters")]
    [InlineData("RealtimeEvals.Sandbox")]
    public void Shared_messages_name_neither_flags_nor_parameters(string project) => Assert.Empty(Find(project, Word()));

    [Fact]
    public void Cmdlets_name_no_flags() => Assert.Empty(Find("RealtimeEvals.PowerShell", Flag()));

    [Fact]
    public void Program_names_no_parameters() => Assert.Empty(Find("RealtimeEvals.Cli", Parameter()));

    /// <summary>The file that speaks to git, whose options are its own.</summary>
    private const string OfGit = "GitFolder.cs";

    private static IEnumerable<string> Find(string project, Regex word) =>
        from file in Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && Path.GetFileName(file) != OfGit
        from line in File.ReadLines(file)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && word.IsMatch(line)
        select $"{Path.GetFileName(file)}: {line.Trim()}";

    // Colours of plots are custom properties of style sheets, which begin with two dashes too.
    [GeneratedRegex("""
        "[^"]*(?<=["\s('])(--(?!plot-)[a-z]{2}|-[A-Z][a-z]{2})
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("""
        "[^"]*(?<=["\s('])--[a-z]{2}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Flag();

    [GeneratedRegex("""
        "[^"]*(?<=["\s('])-[A-Z][a-z]{2}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
