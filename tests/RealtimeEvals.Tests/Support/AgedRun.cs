using System.Text.Json.Nodes;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes a run one of last week that has not ended.</summary>
public static class AgedRun
{
    public static async Task MakeAsync(RefusalSetup setup)
    {
        string journal = setup.Files.PathOf("journal.jsonl");
        string[] lines = [.. (await File.ReadAllLinesAsync(journal)).Select(Age)];
        await File.WriteAllTextAsync(journal, Chained.Journal(Path.GetDirectoryName(journal)!, lines));
        setup.Files.LeaveRunning();
        setup.Options = setup.Options with { Resume = true };
        setup.Sink = new CollectingSink();
    }

    private static string Age(string line)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        string key = Assert.Single(
            row.Select(member => member.Key),
            key => key.Replace("_", "", StringComparison.Ordinal).Equals("startedAt", StringComparison.OrdinalIgnoreCase));
        row[key] = row[key]!.GetValue<DateTimeOffset>().AddDays(-8);
        return row.ToJsonString();
    }
}
