using RealtimeEvals.Messages;

namespace RealtimeEvals.Reporting;

/// <summary>Makes text of models and files fit for any report: one line of what can be seen, without characters that XML forbids.</summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text on one line.</summary>
    public static string Clean(string text) => VisibleText.Of(text).Replace('\uFFFE', Replacement).Replace('\uFFFF', Replacement).Trim();

    /// <summary>The text on one line, cut where it is too long.</summary>
    public static string Clean(string text, int limit)
    {
        string clean = Clean(text);
        if (clean.Length <= limit) return clean;
        int end = char.IsHighSurrogate(clean[limit - 1]) ? limit - 1 : limit;
        return $"{clean.AsSpan(0, end)}…";
    }
}
