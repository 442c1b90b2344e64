using System.Xml.Linq;

namespace RealtimeEvals.HelpWriter;

/// <summary>The documentation comments of the code, as the compiler writes them beside each assembly.</summary>
/// <param name="members">The members by their id, such as <c>P:Namespace.Type.Name</c>.</param>
internal sealed class XmlDocs(IReadOnlyDictionary<string, XElement> members)
{
    /// <summary>The ids of all members.</summary>
    public IEnumerable<string> Ids => members.Keys;

    public static XmlDocs Load(IEnumerable<string> files) => new(files
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal));

    /// <summary>
    /// The words of a member; null where it has none. What it inherits by name comes first: its own remarks are added, its own value counts
    /// instead.
    /// </summary>
    /// <param name="id">The member.</param>
    /// <param name="follow">Where to go for what is inherited; the member that is named, unless somebody knows better.</param>
    public Words? Of(string id, Func<string, string>? follow = null)
    {
        if (!members.TryGetValue(id, out XElement? member)) return null;
        string? source = member.Element("inheritdoc")?.Attribute("cref")?.Value;
        Words? inherited = source is null ? null : Of(follow?.Invoke(source) ?? source);
        string summary = DocText.Of(member.Element("summary"));
        if (summary.Length == 0 && inherited is null) return null;
        IEnumerable<string> own = member.Elements("remarks").SelectMany(DocText.Paragraphs);
        string usual = DocText.Of(member.Element("value"));
        return new Words(
            summary.Length > 0 ? summary : inherited!.Summary,
            [.. inherited?.Remarks ?? [], .. own],
            usual.Length > 0 ? usual : inherited?.Usual ?? "");
    }
}
