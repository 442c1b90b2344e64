using System.Text.RegularExpressions;

namespace RealtimeEvals.Datasets;

/// <summary>Checks which ids can be file or folder names, on Windows and Linux alike.</summary>
internal static partial class SafeFileName
{
    /// <summary>The maximum length of an id.</summary>
    public const int MaximumLength = 100;

    /// <summary>The rule for ids in words, for error messages.</summary>
    public const string Rule =
        "1 to 100 letters, digits, dots, dashes and underscores, not starting or ending with a dot and not a device name such as CON";

    /// <summary>Whether <paramref name="id"/> can be used as a file name unchanged.</summary>
    public static bool IsSafe(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length <= MaximumLength && Allowed().IsMatch(id) && !Device().IsMatch(id);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(
        @"\A(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Device();
}
