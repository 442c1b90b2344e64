using System.Globalization;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>The fonts of SVG text as a style sheet, for a picture alone or for a page with pictures.</summary>
internal static class FontFaces
{
    private static readonly Lazy<string> Faces = new(() => FaceOf("Inter-Regular.woff2", 400) + FaceOf("Inter-SemiBold.woff2", 600));

    /// <summary>The style sheet, with the fonts in it.</summary>
    public static string Css => Faces.Value;

    private static string FaceOf(string file, int weight) => string.Create(CultureInfo.InvariantCulture,
        $"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{Base64Of(file)})}}");

    private static string Base64Of(string file) => Convert.ToBase64String(PlotFonts.Read(file));
}
