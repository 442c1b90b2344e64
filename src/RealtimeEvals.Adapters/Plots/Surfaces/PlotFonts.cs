using System.Reflection;
using System.Text;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>The fonts that come with the product, and which of them writes which character. No font of the system is asked.</summary>
internal static class PlotFonts
{
    private static readonly SKTypeface Regular = Load("Inter-Regular.otf");
    private static readonly SKTypeface SemiBold = Load("Inter-SemiBold.otf");
    private static readonly SKTypeface[] Others = [Load("DejaVuSans.ttf"), Load("DroidSansFallback.ttf")];

    /// <summary>Returns the typeface that has a character; the first one where none has it.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="isBold">Whether it is bold, which only Latin, Greek and Cyrillic can be.</param>
    public static SKTypeface Of(Rune rune, bool isBold)
    {
        SKTypeface first = isBold ? SemiBold : Regular;
        return first.ContainsGlyph(rune.Value) ? first : Others.FirstOrDefault(other => other.ContainsGlyph(rune.Value)) ?? first;
    }

    /// <summary>Returns the content of a font file.</summary>
    /// <param name="name">The name of the file.</param>
    public static byte[] Read(string name)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fonts/{name}")
            ?? throw new FileNotFoundException("A font is not in the assembly.", name);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    private static SKTypeface Load(string name)
    {
        using SKData data = SKData.CreateCopy(Read(name));
        return SKTypeface.FromData(data) ?? throw new InvalidDataException($"{name} cannot be read.");
    }
}
