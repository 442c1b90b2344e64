using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The pages of the cmdlets, which Get-Help tells too.</summary>
public sealed partial class CmdletPageTests
{
    private static readonly string Folder = Repository.PathOf("docs", "cmdlets");

    [Fact]
    public void Index_lists_exactly_the_cmdlets_of_the_module() =>
        Assert.Equal(CmdletType.All.Select(cmdlet => $"{cmdlet.Name}.md"), Targets("README.md"));

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Page_links_to_pages_that_exist(string cmdlet) => Assert.All(
        Targets($"{cmdlet}.md").Where(target => !target.StartsWith("https://", StringComparison.Ordinal)),
        target => Assert.True(File.Exists(Path.Combine(Folder, target)), target));

    /// <summary>A reader of Markdown takes what is between angle brackets for a mark of its own, and shows nothing.</summary>
    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Page_shows_everything_that_it_says(string cmdlet)
    {
        string prose = Code().Replace(File.ReadAllText(Path.Combine(Folder, $"{cmdlet}.md")), "");
        Assert.DoesNotContain("<", prose, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Targets(string page) =>
        Link().Matches(File.ReadAllText(Path.Combine(Folder, page))).Select(match => match.Groups["target"].Value);

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("```.*?\n```|`[^`]*`", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
