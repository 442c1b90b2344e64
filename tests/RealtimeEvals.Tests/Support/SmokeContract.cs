using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>The rules that readers of the compatible result file go by.</summary>
public static partial class SmokeContract
{
    private static readonly string[] Texts = ["timestamp_utc", "dataset", "model", "file_id", "eval_id", "run_id", "status", "gate_key"];

    public static void AssertHolds(JsonElement result)
    {
        Assert.All(Texts, key => Assert.False(string.IsNullOrWhiteSpace(result.GetProperty(key).GetString()), key));
        Assert.True(result.GetProperty("report_url").ValueKind is JsonValueKind.String or JsonValueKind.Null);
        Assert.True(result.GetProperty("dataset_lines").GetInt32() >= 0);
        Assert.Matches(Hash(), result.GetProperty("dataset_sha256").GetString());
        JsonElement counts = result.GetProperty("result_counts");
        int total = Count("total"), passed = Count("passed"), failed = Count("failed"), errored = Count("errored");
        Assert.True(passed + failed + errored <= total, counts.GetRawText());
        double rate = result.GetProperty("fail_rate").GetDouble();
        Assert.Equal(total == 0 ? 1 : (double)failed / total, rate, 1e-6);
        string status = result.GetProperty("status").GetString()!.Trim();
        bool passes = result.GetProperty("gate_pass").GetBoolean();
        if (status == "dry_run") Assert.True(result.GetProperty("dry_run").GetBoolean() && !passes);
        if (!passes) Assert.False(ReferenceReader.Passes(result), result.GetRawText());
        if (passes) Assert.True(status is "completed" or "succeeded" && total > 0 && failed == 0 && errored == 0, result.GetRawText());

        int Count(string name)
        {
            int count = counts.GetProperty(name).GetInt32();
            Assert.True(count >= 0, name);
            return count;
        }
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
