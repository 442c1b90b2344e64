using System.Text;

namespace RealtimeEvals.HelpWriter;

/// <summary>
/// What the program says about its flags: a line for each property of a record of options, with its words and its usual value.
/// </summary>
internal static class WordsFile
{
    private const string Suffix = "Options";

    /// <summary>The lines.</summary>
    /// <param name="docs">The comments of the code.</param>
    /// <param name="types">Records that are not called options.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static string Write(XmlDocs docs, IReadOnlyCollection<string> types, Problems problems)
    {
        var text = new StringBuilder();
        foreach (string id in docs.Ids.Where(id => IsTold(id, types)).Order(StringComparer.Ordinal))
        {
            // One that overrides another without a word of its own has the words of that one.
            if (docs.Of(id) is not Words words) continue;
            text.Append(id.AsSpan(2)).Append('\t').Append(words.Summary).Append('\t').Append(words.Usual).Append('\n');
        }

        if (text.Length == 0) problems.Add("RealtimeEvals.HelpWriter", "there is no record of options with words");
        return text.ToString();
    }

    private static bool IsTold(string id, IReadOnlyCollection<string> types)
    {
        if (id[0] is not ('P' or 'T')) return false;
        string type = id.Split('.')[id[0] == 'P' ? ^2 : ^1];
        return type.EndsWith(Suffix, StringComparison.Ordinal) || types.Contains(type, StringComparer.Ordinal);
    }
}
