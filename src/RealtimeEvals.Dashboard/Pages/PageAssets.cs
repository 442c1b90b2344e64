using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RealtimeEvals.Adapters.Pages;

namespace RealtimeEvals.Dashboard.Pages;

/// <summary>The style and the scripts of the pages. Each has an address of its own content, so that browsers may keep it.</summary>
internal static class PageAssets
{
    private static readonly PageTemplates Templates = new();

    /// <summary>The version of the product.</summary>
    public static string Version { get; } = typeof(PageAssets).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The style of the report, and that of the pages.</summary>
    public static PageAsset Style { get; } = PageAsset.Of("style", "css", "text/css", $"{Templates.Style}\n{Read("dashboard.css")}");

    /// <summary>The script of the report: tables, players, differences, theme.</summary>
    public static PageAsset Report { get; } = PageAsset.Of("report", "js", "text/javascript", Templates.Script);

    /// <summary>The script of the pages: what is live, what is copied, what is loaded later.</summary>
    public static PageAsset Script { get; } = PageAsset.Of("pages", "js", "text/javascript", Read("dashboard.js"));

    /// <summary>Returns an asset by its name in an address; null when there is none.</summary>
    public static PageAsset? Find(string name) => new[] { Style, Report, Script }.FirstOrDefault(asset => asset.Name == name);

    private static string Read(string name)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Assets/{name}")
            ?? throw new FileNotFoundException("A part of the pages is not in the assembly.", name);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}

/// <summary>A file that pages refer to.</summary>
/// <param name="Name">The name with a hash of the content.</param>
/// <param name="ContentType">The type.</param>
/// <param name="Content">The content.</param>
internal sealed record PageAsset(string Name, string ContentType, byte[] Content)
{
    private const int HashBytes = 6;

    /// <summary>The address.</summary>
    public string Address => $"/assets/{Name}";

    public static PageAsset Of(string name, string extension, string contentType, string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, HashBytes));
        return new PageAsset($"{name}.{hash}.{extension}", $"{contentType}; charset=utf-8", content);
    }
}
