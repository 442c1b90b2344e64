using System.Text.RegularExpressions;

namespace RealtimeEvals.HelpWriter;

/// <summary>Reads the page of a cmdlet: headings, paragraphs, fenced code, lists of links, and nothing else that Markdown has.</summary>
internal sealed partial class PageReader
{
    private const string Fence = "```";

    private readonly Queue<string> _lines;

    private PageReader(IEnumerable<string> lines) => _lines = new(lines);

    /// <summary>The headings that a page has, in their order.</summary>
    public static IReadOnlyList<string> Headings { get; } =
        ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs", "Notes", "Related links"];

    /// <summary>Reads a page; what does not fit is a problem.</summary>
    public static Page Read(string path, Problems problems)
    {
        var reader = new PageReader(File.ReadAllLines(path));
        PageSection page = reader.Section(level: 1);
        string[] headings = [.. page.Parts.Select(part => part.Heading)];
        if (reader._lines.Count > 0) problems.Add(path, "it must have one heading of the first level, on its first line");
        if (!headings.SequenceEqual(Headings.Intersect(headings, StringComparer.Ordinal), StringComparer.Ordinal))
        {
            problems.Add(path, $"its headings must be {string.Join(", ", Headings)}, each once at most, in this order");
        }

        if (page.Heading != Path.GetFileNameWithoutExtension(path)) problems.Add(path, "its heading must be its own name");
        return new Page
        {
            Path = path,
            Name = page.Heading,
            Sections = page.Parts.DistinctBy(part => part.Heading, StringComparer.Ordinal)
                .ToDictionary(part => part.Heading, StringComparer.Ordinal),
        };
    }

    /// <summary>Reads from a heading to the next one of its level.</summary>
    private PageSection Section(int level)
    {
        string mark = new('#', level);
        if (!_lines.TryPeek(out string? first) || !first.StartsWith($"{mark} ", StringComparison.Ordinal)) return PageSection.None;
        string heading = _lines.Dequeue()[mark.Length..].Trim();
        var blocks = new List<PageBlock>();
        var parts = new List<PageSection>();
        while (_lines.TryPeek(out string? line))
        {
            if (line.StartsWith($"{mark}# ", StringComparison.Ordinal)) parts.Add(Section(level + 1));
            else if (line.StartsWith('#')) break;
            else if (line.Length == 0) _lines.Dequeue();
            else blocks.Add(line.StartsWith(Fence, StringComparison.Ordinal) ? Code() : Paragraph());
        }

        return new PageSection(heading, blocks, parts);
    }

    private PageBlock Code()
    {
        string language = _lines.Dequeue()[Fence.Length..];
        var code = new List<string>();
        while (_lines.TryDequeue(out string? line) && line != Fence) code.Add(line);
        return new PageBlock(string.Join('\n', code), language);
    }

    private PageBlock Paragraph()
    {
        var text = new List<string> { _lines.Dequeue() };
        while (_lines.TryPeek(out string? line) && GoesOn(line)) text.Add(_lines.Dequeue());

        string written = string.Join(' ', text);
        return Item().Match(written) is { Success: true } link
            ? new PageBlock(link.Groups["text"].Value, Link: link.Groups["target"].Value)
            : new PageBlock(Plain(written));
    }

    private static bool GoesOn(string line) =>
        line.Length > 0 && line[0] is not ('#' or '-') && !line.StartsWith(Fence, StringComparison.Ordinal);

    /// <summary>The text without the marks of code and of links.</summary>
    private static string Plain(string text) => Link().Replace(text, "${text}").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^- \[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();
}
