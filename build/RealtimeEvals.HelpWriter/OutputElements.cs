using System.Reflection;
using System.Xml.Linq;
using static RealtimeEvals.HelpWriter.Maml;

namespace RealtimeEvals.HelpWriter;

/// <summary>What comes out of a cmdlet: what the page says about each type, and each of its properties in the words of the code.</summary>
/// <param name="docs">The comments of the code.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class OutputElements(XmlDocs docs, Problems problems)
{
    public XElement Write(Cmdlet cmdlet, Page page)
    {
        IReadOnlyList<PageSection> told = page["Outputs"].Parts;
        Type[] types = [.. cmdlet.Outputs];
        string[] names = [.. types.Select(NameOf)];
        foreach (string name in names.Except(told.Select(part => part.Heading), StringComparer.Ordinal))
        {
            problems.Add(page.Path, $"it says nothing about the output {name}");
        }

        foreach (string name in told.Select(part => part.Heading).Except(names, StringComparer.Ordinal))
        {
            problems.Add(page.Path, $"it describes the output {name}, which does not exist");
        }

        return new XElement(Command + "returnValues", types.Select(type => new XElement(
            Command + "returnValue",
            Maml.Type(NameOf(type)),
            Description([.. told.Where(part => part.Heading == NameOf(type)).SelectMany(part => part.Paragraphs), .. Properties(type)]))));
    }

    private static string NameOf(Type type) => type == typeof(void) ? "None" : type.FullName!;

    /// <summary>The properties of one of our own types; the platform describes those of its own.</summary>
    private IEnumerable<string> Properties(Type type)
    {
        if (type.Assembly == typeof(string).Assembly) yield break;
        yield return "Its properties:";
        foreach (PropertyInfo property in type.GetProperties().OrderBy(property => Depth(property.DeclaringType!)))
        {
            string words = docs.Of(MemberId.Of(property))?.Summary ?? "";
            if (words.Length == 0) problems.Add(type.FullName!, $"the property {property.Name} has no words");
            else yield return $"{property.Name} ({Shown(property.PropertyType)}): {InSentence(words)}";
        }
    }

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);

    private static string Shown(Type type)
    {
        Type shown = Nullable.GetUnderlyingType(type) ?? type;
        return shown.IsGenericType
            ? $"{shown.Name.Split('`')[0]} of {string.Join(", ", shown.GetGenericArguments().Select(Shown))}"
            : shown.Name;
    }

    /// <summary>Words behind a colon begin with a small letter, but for an acronym.</summary>
    private static string InSentence(string words) =>
        words.Length > 1 && char.IsUpper(words[1]) ? words : char.ToLowerInvariant(words[0]) + words[1..];
}
