using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>
/// Reads the counts of a hosted run strictly: every count must be a whole number of at least 0, and the counts must add up.
/// </summary>
internal static class HostedCounts
{
    private static readonly string[] Names = ["total", "passed", "failed", "errored"];

    /// <summary>Returns the counts, 0 for one that cannot be read, and adds a sentence for each problem.</summary>
    /// <param name="json">The counts as the service sent them; null when it sent none.</param>
    /// <param name="faults">Takes the problems.</param>
    public static RefusalCounts Read(JsonElement? json, ICollection<string> faults)
    {
        if (json is not { ValueKind: JsonValueKind.Object } counts)
        {
            faults.Add("The service sent no counts.");
            return new RefusalCounts(0, 0, 0, 0);
        }

        int[] values = [.. Names.Select(name => Read(counts, name, faults))];
        if (counts.TryGetProperty("skipped", out JsonElement skipped) && skipped.GetRawText() is not ("0" or "null"))
        {
            faults.Add($"The service skipped {skipped.GetRawText()} rows.");
        }

        if ((long)values[1] + values[2] + values[3] <= values[0]) return new RefusalCounts(values[0], values[1], values[2], values[3]);
        faults.Add(
            FormattableString.Invariant($"The service's counts do not add up: {values[1]} passed, ")
            + FormattableString.Invariant($"{values[2]} failed and {values[3]} errored of {values[0]}."));
        return new RefusalCounts(0, 0, 0, 0);
    }

    private static int Read(JsonElement counts, string name, ICollection<string> faults)
    {
        if (!counts.TryGetProperty(name, out JsonElement value)) faults.Add($"The service sent no count of {name}.");
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 0) return count;
        else faults.Add($"The service's count of {name} is {value.GetRawText()}, which is no whole number from 0.");
        return 0;
    }
}
