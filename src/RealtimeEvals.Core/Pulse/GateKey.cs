using System.Globalization;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>The key of a gate in a status file, used in <c>gates</c> and as a mirror at the top level.</summary>
public static class GateKey
{
    /// <summary>The maximum length of a key, in UTF-16 code units.</summary>
    public const int MaximumLength = 200;

    private static readonly string[] Reserved =
        ["version", "created_utc", "gates", "metrics", "external", "meta", "diagnostics", "openai_evals_v0", "realtime_evals", "run_mode"];

    /// <summary>Throws if the key cannot be used in any status file.</summary>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>: the key is invalid or reserved.</exception>
    public static void Require(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (ProblemOf(key) is string fault) throw EvalErrors.InvalidGateKey(TableFile.Shorten(key), fault);
    }

    /// <summary>Throws if the key cannot be used, or if its gate would overwrite something in a status file.</summary>
    /// <param name="key">The key to check.</param>
    /// <param name="status">The root object of the status file.</param>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>: the key is invalid, reserved or in use.</exception>
    public static void Require(string key, JsonElement status)
    {
        Require(key);
        RequireFree(key, status, "the top level");
        if (status.TryGetProperty("gates", out JsonElement gates)) RequireFree(key, gates, "'gates'");
    }

    private static void RequireFree(string key, JsonElement parent, string place)
    {
        if (!parent.TryGetProperty(key, out JsonElement found) || found.ValueKind is JsonValueKind.True or JsonValueKind.False) return;
        throw EvalErrors.InvalidGateKey(key, $"at {place} of the status file it is {PulseStatusDocument.Describe(found)}, not a boolean");
    }

    private static string? ProblemOf(string key)
    {
        if (string.IsNullOrWhiteSpace(key)) return "it is blank";
        if (key.Length > MaximumLength) return FormattableString.Invariant($"it has {key.Length} characters; {MaximumLength} are allowed");
        if (char.IsWhiteSpace(key[0]) || char.IsWhiteSpace(key[^1])) return "white space surrounds it";

        // Half of a surrogate pair is enumerated as U+FFFD.
        bool isVisible = key.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !IsHidden(Rune.GetUnicodeCategory(rune)));
        if (!isVisible) return "it holds a control character, one that cannot be seen, or half of a surrogate pair";
        return Reserved.Contains(key, StringComparer.Ordinal) ? "the status file needs that name for something else" : null;
    }

    private static bool IsHidden(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
