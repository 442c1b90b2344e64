using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>
/// Text with places for what a row holds, <c>{{ item.name }}</c>, and for the answer to it, <c>{{ sample.output_text }}</c>.
/// </summary>
internal static partial class RowTemplate
{
    /// <summary>Refuses a template with a place that nothing fills.</summary>
    /// <param name="template">The template.</param>
    /// <param name="schema">What rows hold.</param>
    /// <param name="hasSample">Whether there is an answer.</param>
    /// <param name="place">Where the template stands in the request.</param>
    /// <exception cref="ProtocolException">There is such a place.</exception>
    public static void Check(string template, ItemSchema schema, bool hasSample, string place)
    {
        if (Place().Matches(template).FirstOrDefault(found => !IsFilled(found, schema, hasSample)) is Match unknown)
        {
            string path = unknown.Groups["path"].Value.Trim();
            throw new ProtocolException("invalid_template", $"Invalid template in '{place}': nothing is known as '{path}'.", place);
        }
    }

    /// <summary>Fills a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="item">The row.</param>
    /// <param name="sample">The answer; empty where there is none.</param>
    public static string Fill(string template, JsonElement item, string sample) => Place().Replace(
        template, found => !found.Groups["item"].Success ? sample : TextOf(item, found.Groups["item"].Value));

    private static bool IsFilled(Match found, ItemSchema schema, bool hasSample) => found.Groups["item"].Success
        ? schema.Has(found.Groups["item"].Value)
        : found.Groups["sample"].Success && hasSample;

    private static string TextOf(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out JsonElement value)) return "";
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    [GeneratedRegex(
        @"\{\{(?<path>\s*(?:item\.(?<item>\w+)|(?<sample>sample\.output_text))\s*|[^{}]*)\}\}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
