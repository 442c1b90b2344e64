using System.Xml.Linq;
using static RealtimeEvals.HelpWriter.Maml;

namespace RealtimeEvals.HelpWriter;

/// <summary>The help of one cmdlet.</summary>
/// <param name="docs">The comments of the code.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class Topic(XmlDocs docs, Problems problems)
{
    /// <summary>The sections that have parts.</summary>
    private static readonly string[] Divided = ["Examples", "Parameters", "Inputs", "Outputs"];

    private static readonly (string Name, string Alias)[] Asking = [("WhatIf", "wi"), ("Confirm", "cf")];

    public XElement Write(Cmdlet cmdlet, Page page)
    {
        Require(page);
        Parameter[] parameters = [.. cmdlet.Parameters(docs, problems), .. Common(cmdlet, page)];
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Text),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                Description(page["Synopsis"].Paragraphs)),
            Description(page["Description"].Paragraphs),
            ParameterElements.Syntax(cmdlet.Name, parameters),
            ParameterElements.All(parameters),
            new XElement(Command + "inputTypes", page["Inputs"].Parts.Select(part =>
                new XElement(Command + "inputType", Maml.Type(part.Heading), Description(part.Paragraphs)))),
            new OutputElements(docs, problems).Write(cmdlet, page),
            new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page["Notes"].Paragraphs))),
            new XElement(Command + "examples", page["Examples"].Parts.Select(part => Example(part))),
            new XElement(Command + "relatedLinks", page["Related links"].Blocks.Select(Link)));
    }

    /// <summary>A page says everything that is not in the comments of the code.</summary>
    private void Require(Page page)
    {
        foreach (PageSection section in page.Sections.Values)
        {
            bool isDivided = Divided.Contains(section.Heading, StringComparer.Ordinal);
            if (isDivided && section.Blocks.Count > 0)
            {
                problems.Add(page.Path, $"its {section.Heading} must have smaller headings and nothing before them");
            }

            if (!isDivided && section.Parts.Count > 0) problems.Add(page.Path, $"its {section.Heading} must have no smaller headings");
        }

        foreach (string heading in PageReader.Headings.Where(heading => heading != "Parameters"))
        {
            PageSection section = page[heading];
            if (section.Blocks.Count + section.Parts.Count == 0) problems.Add(page.Path, $"it has nothing under {heading}");
        }

        if (page["Synopsis"].Blocks.Count > 1) problems.Add(page.Path, "its synopsis must be one paragraph");
        foreach (PageSection part in page.Sections.Values.SelectMany(section => section.Parts).Where(part => !part.Paragraphs.Any()))
        {
            problems.Add(page.Path, $"it says nothing about {part.Heading}");
        }

        foreach (PageSection part in page["Examples"].Parts.Where(part => part.Blocks is not [{ Language: "powershell" }, ..]))
        {
            problems.Add(page.Path, $"its {part.Heading} must begin with code in powershell");
        }
    }

    /// <summary>The parameters that PowerShell adds, which only the page can describe.</summary>
    private IEnumerable<Parameter> Common(Cmdlet cmdlet, Page page)
    {
        IReadOnlyList<PageSection> told = page["Parameters"].Parts;
        string[] names = cmdlet.AsksFirst ? [.. Asking.Select(one => $"-{one.Name}")] : [];
        foreach (string name in names.Except(told.Select(part => part.Heading), StringComparer.Ordinal))
        {
            problems.Add(page.Path, $"it says nothing about the parameter {name}");
        }

        foreach (string name in told.Select(part => part.Heading).Except(names, StringComparer.Ordinal))
        {
            problems.Add(page.Path, $"the words for the parameter {name} stand at its property, not here");
        }

        return
            from one in Asking
            from part in told
            where part.Heading == $"-{one.Name}"
            select Parameter.Common(one.Name, one.Alias, [.. part.Paragraphs]);
    }

    private static XElement Example(PageSection part) => new(
        Command + "example",
        new XElement(Text + "title", $"--- {part.Heading} ---"),
        new XElement(Dev + "code", part.Blocks is [var code, ..] ? code.Text : ""),
        new XElement(Dev + "remarks", Paragraphs([.. part.Blocks.Skip(1).Select(block => block.Text), ""])));

    private static XElement Link(PageBlock block) => new(
        Text + "navigationLink",
        new XElement(Text + "linkText", block.Text),
        new XElement(Text + "uri", block.Link?.StartsWith("https://", StringComparison.Ordinal) == true ? block.Link : null));
}
