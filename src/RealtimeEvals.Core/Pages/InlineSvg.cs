using System.Text;

namespace RealtimeEvals.Pages;

/// <summary>Prepares an SVG file for a page, which has the colours and the fonts.</summary>
internal static class InlineSvg
{
    /// <summary>Returns the picture without its style sheet.</summary>
    public static string Of(byte[] svg)
    {
        string text = Encoding.UTF8.GetString(svg);
        int start = text.IndexOf("<style>", StringComparison.Ordinal);
        int end = text.IndexOf("</style>", StringComparison.Ordinal);
        return start < 0 || end < start ? text : text.Remove(start, end + "</style>".Length - start);
    }
}
