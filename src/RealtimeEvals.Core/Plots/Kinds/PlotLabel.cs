using System.Globalization;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Plots;

/// <summary>Names from data as labels: on one line, visible, and short.</summary>
internal static class PlotLabel
{
    private const int Longest = 40;

    /// <summary>Returns the label; a long one keeps its start and its end, since ids often differ there.</summary>
    public static string Of(string name)
    {
        string shown = VisibleText.Of(name).Trim();
        int[] starts = StringInfo.ParseCombiningCharacters(shown);
        if (starts.Length <= Longest) return shown.Length > 0 ? shown : "(no name)";
        const int Tail = 12;
        return $"{shown[..starts[Longest - Tail - 1]]}\u2026{shown[starts[^Tail]..]}";
    }
}
