using System.Reflection;
using System.Xml.Linq;

namespace RealtimeEvals.HelpWriter;

/// <summary>The help of all cmdlets of an assembly.</summary>
internal static class HelpFile
{
    private static readonly XNamespace Items = "http://msh";

    /// <summary>Makes it from the comments beside the assembly and from the pages.</summary>
    /// <param name="assemblyPath">The assembly of the cmdlets.</param>
    /// <param name="pagesPath">The folder of the pages, one a cmdlet.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static XDocument Write(string assemblyPath, string pagesPath, Problems problems)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!;
        var topic = new Topic(XmlDocs.Load(Directory.EnumerateFiles(folder, "RealtimeEvals.*.xml")), problems);
        var pages = Directory.EnumerateFiles(pagesPath, "*-*.md")
            .Select(path => PageReader.Read(path, problems))
            .ToDictionary(page => page.Name, StringComparer.Ordinal);
        Cmdlet[] cmdlets = [.. Cmdlet.In(Assembly.LoadFrom(Path.GetFullPath(assemblyPath)))];
        foreach (string name in cmdlets.Select(cmdlet => cmdlet.Name).Where(name => !pages.ContainsKey(name)))
        {
            problems.Add(pagesPath, $"{name} has no page");
        }

        foreach (Page page in pages.Values.Where(page => !cmdlets.Any(cmdlet => cmdlet.Name == page.Name)))
        {
            problems.Add(page.Path, "there is no such cmdlet");
        }

        return new XDocument(new XElement(
            Items + "helpItems",
            new XAttribute("schema", "maml"),
            cmdlets.Where(cmdlet => pages.ContainsKey(cmdlet.Name)).Select(cmdlet => topic.Write(cmdlet, pages[cmdlet.Name]))));
    }
}
