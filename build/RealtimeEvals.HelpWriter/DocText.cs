using System.Xml.Linq;

namespace RealtimeEvals.HelpWriter;

/// <summary>
/// The text of an element of a documentation comment, on one line. A reference is shown by the name of what it refers to.
/// </summary>
internal static class DocText
{
    public static string Of(XElement? element) => element is null ? "" : OnOneLine(string.Concat(element.Nodes().Select(Of)));

    /// <summary>The paragraphs of an element: those that are marked, else the whole of it.</summary>
    public static IEnumerable<string> Paragraphs(XElement element) =>
        element.Elements("para").Any() ? element.Elements("para").Select(paragraph => Of(paragraph)) : [Of(element)];

    private static string OnOneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Of(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference =>
            reference.Attributes().First().Value.Split('(')[0].Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Of)),
        _ => "",
    };
}
