using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class SmokeResultFileTests : IDisposable
{
    private static readonly string[] Compatible =
    [
        "dataset", "dataset_lines", "dataset_sha256", "dry_run", "eval_id", "fail_rate", "file_id",
        "gate_key", "gate_pass", "model", "report_url", "result_counts", "run_id", "status", "timestamp_utc",
    ];

    private readonly TemporaryFolder _folder = new();

    /// <summary>What is put at a key; "" takes the key away. What the error names.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "dataset", "", "$.dataset" },
        { "dataset", "\" \"", "$.dataset" },
        { "dataset_lines", "", "$.dataset_lines" },
        { "dataset_lines", "4.0", "$.dataset_lines" },
        { "dataset_lines", "-1", "$.dataset_lines" },
        { "dataset_sha256", "null", "$.dataset_sha256" },
        { "dry_run", "\"false\"", "$.dry_run" },
        { "dry_run", "", "$.dry_run" },
        { "eval_id", "7", "$.eval_id" },
        { "file_id", "null", "$.file_id" },
        { "run_id", "\"\"", "$.run_id" },
        { "fail_rate", "", "$.fail_rate" },
        { "fail_rate", "\"0.0\"", "$.fail_rate" },
        { "fail_rate", "1.5", "$.fail_rate" },
        { "fail_rate", "-0.5", "$.fail_rate" },
        { "fail_rate", "1e999", "$.fail_rate" },
        { "gate_key", "true", "$.gate_key" },
        { "gate_pass", "1", "$.gate_pass" },
        { "gate_pass", "\"true\"", "$.gate_pass" },
        { "gate_pass", "null", "$.gate_pass" },
        { "model", "[]", "$.model" },
        { "report_url", "{}", "$.report_url" },
        { "result_counts", "", "$.result_counts" },
        { "result_counts", "[]", "$.result_counts" },
        { "result_counts", """{"total":4,"passed":4,"failed":0}""", "$.result_counts.errored" },
        { "result_counts", """{"total":4,"passed":true,"failed":0,"errored":0}""", "$.result_counts.passed" },
        { "result_counts", """{"total":"4","passed":4,"failed":0,"errored":0}""", "$.result_counts.total" },
        { "result_counts", """{"total":4,"passed":4,"failed":0,"errored":0,"skipped":0}""", "$.result_counts.skipped" },
        { "status", "null", "$.status" },
        { "timestamp_utc", "\"yesterday\"", "$.timestamp_utc" },
        { "timestamp_utc", "\"10:00\"", "$.timestamp_utc" },
        { "timestamp_utc", "\"2026-11-20\"", "$.timestamp_utc" },
        { "timestamp_utc", "1795000000", "$.timestamp_utc" },
        { "backend", "\"Telepathy\"", "$.backend" },
        { "backend", "\"3\"", "$.backend" },
        { "gate_reasons", "\"none\"", "$.gate_reasons" },
        { "provider", "7", "$.provider" },
        { "voice", "\"no\"", "$.voice" },
        { "gate_passed", "true", "$.gate_passed" },
    };

    [Fact]
    public void File_has_the_compatible_keys_first_in_the_order_of_the_alphabet_then_ours()
    {
        string text = SmokeResultFile.ToText(GreenStatus.GoodResult);

        Assert.Equal(
            [.. Compatible, "backend", "gate_reasons", "provider", "voice"],
            JsonNode.Parse(text)!.AsObject().Select(member => member.Key));
        Assert.Equal(Compatible.Order(StringComparer.Ordinal), Compatible);
        Assert.Equal(
            ["errored", "failed", "passed", "total"],
            JsonNode.Parse(text)!["result_counts"]!.AsObject().Select(member => member.Key));
        SmokeContract.AssertHolds(Given.Json(text));
    }

    [Fact]
    public void File_is_laid_out_by_two_blanks_with_line_feeds_one_at_its_end_and_a_decimal_point_in_the_rate()
    {
        string text = SmokeResultFile.ToText(GreenStatus.GoodResult);

        Assert.StartsWith("{\n  \"dataset\": \"rows.jsonl\",\n  \"dataset_lines\": 4,\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  \"fail_rate\": 0.0,\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    \"errored\": 0,\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n  \"voice\": false\n}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Matches("\"timestamp_utc\": \"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\+00:00\"", text);
    }

    [Theory]
    [InlineData(0, "1.0")]
    [InlineData(6, "0.16666666666666666")]
    [InlineData(1, "1.0")]
    public void Rate_is_written_in_full(int total, string rate)
    {
        var counts = new RefusalCounts(total, Math.Max(0, total - 1), Math.Min(1, total), 0);

        Assert.Contains(
            $"\"fail_rate\": {rate},",
            SmokeResultFile.ToText(GreenStatus.GoodResult with { ResultCounts = counts, FailRate = counts.FailRate }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_beyond_ascii_is_escaped_and_read_back()
    {
        const string Words = "Grüße \"a\"\\\u2028\u0001\u007F<&>\U0001F600";
        string path = _folder.PathOf("result.json");

        string hash = SmokeResultFile.Write(path, GreenStatus.GoodResult with { Model = Words });

        byte[] bytes = File.ReadAllBytes(path);
        Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (>= (byte)' ' and <= (byte)'~')));
        Assert.Contains("Gr\\u00fc\\u00dfe", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("\\ud83d\\ude00", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Words, SmokeResultFile.Read(path).Model);
        Assert.Equal(FileHash.OfFile(path), hash);
    }

    [Fact]
    public void Everything_that_is_written_is_read_back()
    {
        string path = _folder.PathOf("deep", "result.json");
        RefusalSmokeResult result = GreenStatus.GoodResult with
        {
            GatePass = false,
            DryRun = true,
            ReportUrl = "https://reports.example/1",
            ResultCounts = new RefusalCounts(4, 2, 1, 1),
            FailRate = 0.25,
            Backend = RefusalBackend.AzureEvals,
            Voice = true,
            GateReasons = new(["One.", "Two."]),
            TimestampUtc = new DateTimeOffset(2026, 11, 20, 9, 30, 1, TimeSpan.Zero),
            ResultPath = path,
        };

        SmokeResultFile.Write(path, result);

        Assert.Equal(result with { ResultSha256 = FileHash.OfFile(path) }, SmokeResultFile.Read(path));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void File_that_says_something_else_at_a_key_is_refused(string key, string json, string place)
    {
        JsonObject result = JsonNode.Parse(SmokeResultFile.ToText(GreenStatus.GoodResult))!.AsObject();
        result.Remove(key);
        string text = result.ToJsonString();
        if (json.Length > 0) text = $"{text[..^1]},\"{key}\":{json}}}";

        EvalException error = Assert.Throws<EvalException>(() => SmokeResultFile.Read(_folder.Write("result.json", text)));

        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"gate_pass":true,"gate_pass":true}""")]
    [InlineData("""{"fail_rate":NaN}""")]
    [InlineData("""{"gate_pass":true} {}""")]
    public void File_that_is_no_strict_json_object_is_refused(string content) =>
        Assert.Equal(
            "InvalidInput",
            Assert.Throws<EvalException>(() => SmokeResultFile.Read(_folder.Write("result.json", content))).ErrorId);

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(() => SmokeResultFile.Read(_folder.Write("result.json", "{}")));

        Assert.All(
            Compatible.Except(["report_url"], StringComparer.Ordinal),
            key => Assert.Contains($"$.{key}", error.Message, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
