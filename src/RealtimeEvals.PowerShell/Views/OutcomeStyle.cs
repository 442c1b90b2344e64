using System.Management.Automation;
using RealtimeEvals.Messages;

namespace RealtimeEvals.PowerShell.Views;

/// <summary>
/// Colours outcomes, verdicts and states in the views: green for passed, red for failed, yellow for an error, dim for what has no verdict.
/// The codes are those of <c>$PSStyle</c>, which PowerShell leaves out where text is plain.
/// </summary>
public static class OutcomeStyle
{
    private static readonly string[] Green = ["Foreground", "Green"];
    private static readonly string[] Red = ["Formatting", "Error"];
    private static readonly string[] Yellow = ["Foreground", "Yellow"];
    private static readonly string[] Dim = ["Dim"];

    /// <summary>Where the code of a word is in <c>$PSStyle</c>; the error colour of the session stands for red.</summary>
    private static readonly Dictionary<string, string[]> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Pass"] = Green,
        ["Passed"] = Green,
        ["Good"] = Green,
        ["Completed"] = Green,
        ["Better"] = Green,
        ["Improvement"] = Green,
        ["True"] = Green,
        ["Fail"] = Red,
        ["Failed"] = Red,
        ["Poor"] = Red,
        ["Worse"] = Red,
        ["Regression"] = Red,
        ["False"] = Red,
        ["Error"] = Yellow,
        ["NotEvaluated"] = Yellow,
        ["NoEvidence"] = Yellow,
        ["NoVerdict"] = Yellow,
        ["Warning"] = Yellow,
        ["Cancelled"] = Yellow,
        ["Interrupted"] = Yellow,
        ["Inconclusive"] = Dim,
        ["Skipped"] = Dim,
        ["NotApplicable"] = Dim,
    };

    /// <summary>Returns a value in its colour, safe to be shown; a word without a colour and null as they are.</summary>
    /// <param name="value">The outcome, verdict, state or status, also as text or deserialized.</param>
    /// <param name="style"><c>$PSStyle</c> of the session.</param>
    /// <param name="text">What is shown in that colour instead of the value.</param>
    public static string Of(object? value, object? style, string? text = null)
    {
        string word = $"{value}";
        string shown = VisibleText.Of(text ?? word);
        if (shown.Length == 0 || !Codes.TryGetValue(word, out string[]? path)) return shown;
        return $"{Code(style, path)}{shown}{Code(style, "Reset")}";
    }

    /// <summary>The type is not in the reference assembly, so that its properties are read by their names.</summary>
    private static object? Code(object? style, params ReadOnlySpan<string> path)
    {
        foreach (string name in path) style = style is null ? null : PSObject.AsPSObject(style).Properties[name]?.Value;
        return style;
    }
}
