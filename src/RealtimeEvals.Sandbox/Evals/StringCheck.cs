using System.Text.Json;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A grader that compares two texts.</summary>
/// <param name="Name">Its name; the service adds something that makes it unique.</param>
/// <param name="Input">The template of what is compared.</param>
/// <param name="Operation">eq, ne, like or ilike.</param>
/// <param name="Reference">The template of what it is compared with.</param>
internal sealed record StringCheck(string Name, string Input, string Operation, string Reference)
{
    /// <summary>Whether a row passes.</summary>
    /// <param name="item">The row.</param>
    /// <param name="sample">The answer to it.</param>
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
