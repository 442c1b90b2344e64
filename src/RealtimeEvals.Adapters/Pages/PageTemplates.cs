using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Pages;

namespace RealtimeEvals.Adapters.Pages;

/// <summary>The templates of pages in Liquid, rendered by Fluid with all text escaped.</summary>
public sealed class PageTemplates : IPageTemplates
{
    private static readonly FluidParser Parser = new();
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);

    /// <summary>Escapes what means something in HTML, and leaves letters of all scripts as they are.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly TemplateOptions Options = new()
    {
        MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.SnakeCase },
        CultureInfo = CultureInfo.InvariantCulture,
        MaxSteps = 0,
        FileProvider = new TemplateFiles(),
    };

    /// <inheritdoc />
    public string Style { get; } = $"{Read("report.css")}\n{FontFaces.Css}";

    /// <inheritdoc />
    public string Script { get; } = Read("report.js");

    /// <inheritdoc />
    public string Render(string template, object model) =>
        Parsed.GetOrAdd(template, name => Parser.Parse(Read($"{name}.liquid"))).Render(new TemplateContext(model, Options), Encoder);

    private static string Read(string name)
    {
        using var reader = new StreamReader(new TemplateFile(name).CreateReadStream());
        // The policy of the page has the hash of its style and script, so that their line ends must be those of the page.
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim('\n');
    }
}
