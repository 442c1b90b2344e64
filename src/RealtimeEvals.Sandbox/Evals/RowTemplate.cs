using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>Fills templates with the content of a row, <c>{{ item.name }}</c>, and its answer, <c>{{ sample.output_text }}</c>.</summary>
internal static partial class RowTemplate
{
    /// <summary>Throws if a template has a placeholder that cannot be filled.</summary>
    /// <param name="template">The template to check.</param>
    /// <param name="schema">The schema of the rows.</param>
    /// <param name="hasSample">Whether there is an answer.</param>
    /// <param name="place">The position of the template in the request.</param>
    /// <exception cref="ProtocolException">There is such a placeholder.</exception>
    public static void Check(string template, ItemSchema schema, bool hasSample, string place)
    {
        if (Place().Matches(template).FirstOrDefault(found => !IsFilled(found, schema, hasSample)) is Match unknown)
        {
            string path = unknown.Groups["path"].Value.Trim();
            throw new ProtocolException("invalid_template", $"Invalid template in '{place}': nothing is known as '{path}'.", place);
        }
    }

    /// <summary>Fills a template.</summary>
    /// <param name="template">The template to fill.</param>
    /// <param name="item">The content of the row.</param>
    /// <param name="sample">The answer; empty when there is none.</param>
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
