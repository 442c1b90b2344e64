using RealtimeEvals.Messages;

namespace RealtimeEvals.Reporting;

/// <summary>Prepares text of models and files for reports: one line of visible characters, without those that XML forbids.</summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Returns the text on one line.</summary>
    public static string Clean(string text) => VisibleText.Of(text).Replace('\uFFFE', Replacement).Replace('\uFFFF', Replacement).Trim();

    /// <summary>Returns the text on one line, truncated to a limit.</summary>
    public static string Clean(string text, int limit)
    {
        string clean = Clean(text);
        if (clean.Length <= limit) return clean;
        int end = char.IsHighSurrogate(clean[limit - 1]) ? limit - 1 : limit;
        return $"{clean.AsSpan(0, end)}…";
    }
}
