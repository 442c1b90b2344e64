using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Writes the entry that PULSE's gate registry requires before a status file may contain a gate.</summary>
public static partial class GateRegistryStub
{
    /// <summary>Words that YAML 1.1 or 1.2 readers interpret as a Boolean or null.</summary>
    private static readonly string[] Words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

    /// <summary>Returns the entry of a gate that is based on evidence of RealtimeEvals.</summary>
    /// <param name="gateKey">The key of the gate.</param>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>: the key cannot be used.</exception>
    public static string Write(string gateKey) =>
        Write(gateKey, "shadow", "Every case of the evaluation met the rules of its gate, on evidence that is whole.");

    /// <summary>Returns a YAML entry for the registry's block <c>gates:</c>, with a final line feed; not normative by default.</summary>
    /// <param name="gateKey">The key of the gate.</param>
    /// <param name="category">The group to which the gate belongs.</param>
    /// <param name="intent">What the gate asserts, in one sentence.</param>
    /// <exception cref="EvalException"><c>InvalidGateKey</c>: the key cannot be used.</exception>
    public static string Write(string gateKey, string category, string intent)
    {
        GateKey.Require(gateKey);
        return $"  {Scalar(gateKey)}:\n    category: {Scalar(category)}\n    intent: {Quoted(intent)}\n"
            + "    stability: experimental\n    default_normative: false\n";
    }

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Words.Contains(text, StringComparer.OrdinalIgnoreCase) ? text : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (IsVisible(rune)) quoted.Append(rune);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsVisible(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
