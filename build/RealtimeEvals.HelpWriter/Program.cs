using System.Xml;
using System.Xml.Linq;
using RealtimeEvals.HelpWriter;

// words OUT DOC... [TYPE...], or help OUT ASSEMBLY PAGES
var problems = new Problems();
switch (args)
{
    case ["words", var file, .. var rest]:
        var docs = XmlDocs.Load(rest.Where(path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)));
        string[] types = [.. rest.Where(name => !name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))];
        string words = WordsFile.Write(docs, types, problems);
        if (problems.Count == 0) File.WriteAllText(file, words);
        break;
    case ["help", var file, var assembly, var pages]:
        XDocument help = HelpFile.Write(assembly, pages, problems);
        if (problems.Count == 0)
        {
            using var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
            help.Save(writer);
        }

        break;
    default:
        problems.Add("RealtimeEvals.HelpWriter", "it takes 'words OUT DOC... TYPE...' or 'help OUT ASSEMBLY PAGES'");
        break;
}

foreach (string problem in problems) Console.Error.WriteLine(problem);
return problems.Count == 0 ? 0 : 1;
