using System.Xml.Linq;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>The help file.</summary>
internal static class Maml
{
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Document { get; } = XDocument.Load(Repository.PathOf("en-US", "RealtimeEvals.PowerShell.dll-Help.xml"));

    /// <summary>The topics by the name of their cmdlet.</summary>
    public static IReadOnlyDictionary<string, XElement> Topics { get; } =
        Document.Root!.Elements(Command + "command").ToDictionary(
            topic => topic.Element(Command + "details")!.Element(Command + "name")!.Value,
            StringComparer.Ordinal);

    /// <summary>The paragraphs below an element that are not blank.</summary>
    public static IReadOnlyList<string> Paragraphs(XElement? element) =>
    [
        .. (element?.Descendants(Text + "para") ?? [])
            .Select(paragraph => paragraph.Value)
            .Where(text => !string.IsNullOrWhiteSpace(text)),
    ];

    public static IEnumerable<XElement> Parameters(string cmdlet) =>
        Topics[cmdlet].Element(Command + "parameters")!.Elements(Command + "parameter");

    public static string NameOf(XElement parameter) => parameter.Element(Text + "name")!.Value;
}
