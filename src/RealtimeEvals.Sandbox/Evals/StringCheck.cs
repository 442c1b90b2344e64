using System.Text.Json;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A grader that compares two texts.</summary>
/// <param name="Name">The name; the service makes it unique by appending a UUID.</param>
/// <param name="Input">The template of the text to compare.</param>
/// <param name="Operation">The comparison: eq, ne, like or ilike.</param>
/// <param name="Reference">The template of the text to compare with.</param>
internal sealed record StringCheck(string Name, string Input, string Operation, string Reference)
{
    /// <summary>Whether a row passes.</summary>
    /// <param name="item">The content of the row.</param>
    /// <param name="sample">The answer to the row.</param>
    public bool Passes(JsonElement item, string sample)
    {
        string input = RowTemplate.Fill(Input, item, sample);
        string reference = RowTemplate.Fill(Reference, item, sample);
        return Operation switch
        {
            "ne" => input != reference,
            "like" => input.Contains(reference, StringComparison.Ordinal),
            "ilike" => input.Contains(reference, StringComparison.OrdinalIgnoreCase),
            _ => input == reference,
        };
    }
}
