using System.Text.RegularExpressions;
using System.Xml.Linq;
using RealtimeEvals.HelpWriter;
using RealtimeEvals.PowerShell.Commands;
using RealtimeEvals.Tests.Support;
using Xunit;
using Help = RealtimeEvals.PowerShell.Tests.Support.Maml;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The tool that writes help: it takes every word from its one place, and ends the build where one is missing.</summary>
public sealed partial class HelpWriterTests : IDisposable
{
    private const string Name = "Get-RealtimeSandbox";

    private readonly TemporaryFolder _folder = new();
    private readonly Problems _problems = new();

    private static string Page => File.ReadAllText(Repository.PathOf("docs", "cmdlets", $"{Name}.md"));

    private static XmlDocs Comments => XmlDocs.Load(
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(GetRealtimeSandboxCommand).Assembly.Location)!, "RealtimeEvals.*.xml"));

    private static Cmdlet Sandboxes =>
        Cmdlet.In(typeof(GetRealtimeSandboxCommand).Assembly).Single(cmdlet => cmdlet.Name == Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_and_comments_are_all_that_it_needs()
    {
        Write(Page);

        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("## Notes", "## Remarks", "its headings must be")]
    [InlineData("## Notes", "# Notes", "it must have one heading of the first level")]
    [InlineData("# Get-RealtimeSandbox", "# Get-Sandbox", "its heading must be its own name")]
    [InlineData("### RealtimeEvals.PowerShell.Commands.RealtimeSandbox", "### System.String", "nothing about the output RealtimeEvals")]
    [InlineData("### RealtimeEvals.PowerShell.Commands.RealtimeSandbox", "### System.String", "System.String, which does not exist")]
    [InlineData("## Inputs", "## Parameters\n\n### -Port\n\nPorts.\n\n## Inputs", "-Port stand at its property")]
    [InlineData("### None", "### More\n\n### None", "it says nothing about More")]
    [InlineData("All runspaces of a process", "### More\n\nAll runspaces of a process", "its Notes must have no smaller headings")]
    [InlineData("## Outputs\n", "## Outputs\n\nSandboxes.\n", "its Outputs must have smaller headings and nothing before them")]
    [InlineData("```powershell", "```text", "must begin with code in powershell")]
    public void Page_that_does_not_fit_is_a_problem(string written, string instead, string problem)
    {
        Assert.Contains(written, Page, StringComparison.Ordinal);

        Write(Page.Replace(written, instead, StringComparison.Ordinal));

        Assert.Contains(_problems, line => line.Contains(problem, StringComparison.Ordinal));
        Assert.All(_problems, line => Assert.Contains(".md : error HELP: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Cmdlet_without_a_page_is_a_problem()
    {
        _folder.Write("Get-Nothing.md", "# Get-Nothing\n");

        HelpFile.Write(typeof(GetRealtimeSandboxCommand).Assembly.Location, _folder.Path, _problems);

        Assert.Contains(_problems, line => line.Contains($"{Name} has no page", StringComparison.Ordinal));
        Assert.Contains(_problems, line => line.Contains("there is no such cmdlet", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameter_or_property_without_words_is_a_problem()
    {
        var topic = new Topic(new XmlDocs(new Dictionary<string, XElement>(StringComparer.Ordinal)), _problems);

        topic.Write(Sandboxes, PageReader.Read(_folder.Write($"{Name}.md", Page), _problems));

        Assert.Contains(_problems, line => line.Contains("the parameter Port has no words", StringComparison.Ordinal));
        Assert.Contains(_problems, line => line.Contains("the property IsRunning has no words", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_cmdlet_adds_comes_behind_the_words_of_the_option()
    {
        Words option = Comments.Of("P:RealtimeEvals.Gates.GateOptions.MaximumAge")!;
        Words parameter = Comments.Of("P:RealtimeEvals.PowerShell.Commands.ExportEvalReportCommand.MaximumAge")!;

        Assert.Equal(option.Summary, parameter.Summary);
        Assert.Equal(option.Remarks, parameter.Remarks.Take(option.Remarks.Count));
        Assert.Equal(option.Remarks.Count + 1, parameter.Remarks.Count);
        Assert.NotEqual(option.Usual, parameter.Usual);
    }

    [Fact]
    public void Options_of_a_cmdlet_may_say_it_in_their_own_words()
    {
        string[] cmdlets = ["Invoke-CrawlEval", "Invoke-WalkReplay", "Start-SimulatedConversation"];

        Assert.Equal(3, cmdlets.Select(cmdlet => TextOf(cmdlet, "Path")).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(cmdlets.Select(cmdlet => TextOf(cmdlet, "ResultsPath")).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Both doors say them: neither a flag nor a parameter is named.</summary>
    [Fact]
    public void Words_of_options_are_those_of_no_door() => Assert.Equal(
        [],
        from id in Comments.Ids
        where id.Split('.')[^2].EndsWith("Options", StringComparison.Ordinal)
            && !id.Contains(".PowerShell.", StringComparison.Ordinal)
            && id.StartsWith("P:", StringComparison.Ordinal)
        from text in Comments.Of(id)?.Paragraphs ?? []
        where DoorWord().IsMatch(text)
        select $"{id}: {text}");

    private static string TextOf(string cmdlet, string parameter) =>
        Help.Paragraphs(Help.Parameters(cmdlet).Single(one => Help.NameOf(one) == parameter).Element(Help.Text + "description"))[0];

    private void Write(string page) =>
        new Topic(Comments, _problems).Write(Sandboxes, PageReader.Read(_folder.Write($"{Name}.md", page), _problems));

    [GeneratedRegex(@"(?<=^|[\s('])(--[a-z]{2}|-[A-Z][a-z]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DoorWord();
}
