using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>A time of evidence counts only where it can be read in one way, whoever wrote it.</summary>
public sealed class EvidenceTimeTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    [Theory]
    [InlineData("2026-11-28T20:47:03.1234567+00:00", "2026-11-28T20:47:03.1234567Z")]
    [InlineData("2026-11-28T20:47:03Z", "2026-11-28T20:47:03Z")]
    [InlineData("2026-11-28T20:47:03", "2026-11-28T20:47:03Z")]
    [InlineData("2026-11-05T20:47", "2026-11-05T20:47:00Z")]
    [InlineData("2026-11-05 20:47:03 +02:00", "2026-11-05T18:47:03Z")]
    [InlineData("2026-11-05", "2026-11-05T00:00:00Z")]
    [InlineData("28/11/2026 20:47:03 +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("28.11.2026 20:47:03 +01:00", "2026-11-28T19:47:03Z")]
    [InlineData("28.11.2026 20.47.03", "2026-11-28T20:47:03Z")]
    [InlineData("11/28/2026 8:47:03 PM +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("11/28/2026 8:47:03\u202FPM +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("28/11/2026 12:07:03 a.m. +00:00", "2026-11-28T00:07:03Z")]
    [InlineData("2026/11/28 20:47:03 +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("2026. 11. 28. 20:47:03 +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("28. 11. 2026. 20:47:03 +00:00", "2026-11-28T20:47:03Z")]
    [InlineData("11/11/2026 10:00:00 +00:00", "2026-11-11T10:00:00Z")]
    [InlineData("Sat, 28 Nov 2026 20:47:03 GMT", "2026-11-28T20:47:03Z")]
    public void Time_that_can_be_read_in_one_way_is_that_time(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), EvidenceTime.Read(text));

    [Theory]
    [InlineData("05/11/2026 10:00:00 +00:00")]
    [InlineData("5.11.2026 10:00:00")]
    [InlineData("2026/11/05 10:00:00")]
    [InlineData("11/5/2026 10:00 AM")]
    [InlineData("12:00")]
    [InlineData("20:47:03.5")]
    [InlineData("Nov 28")]
    [InlineData("28 November")]
    [InlineData("11/28")]
    [InlineData("28/11/26 20:47:03")]
    [InlineData("28/11/2569 20:47:03 +00:00")]
    [InlineData("7/9/1405 20:47:03 +00:00")]
    [InlineData("19/6/1448 8:47:03 م +00:00")]
    [InlineData("2026/11/28 下午 08:47:03 +00:00")]
    [InlineData("28/11/2026 13:47:03 PM")]
    [InlineData("28/11/2026 24:00:00")]
    [InlineData("31/02/2026 10:00:00")]
    [InlineData("28/11/2026 20:47:03 +25:00")]
    [InlineData("46354.866")]
    [InlineData("1795898823")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Time_that_is_none_or_two_is_no_time(string text) => Assert.Null(EvidenceTime.Read(text));

    /// <summary>Fresh under one order of day and month, stale under the other.</summary>
    [Fact]
    public void Gate_says_how_to_export_where_a_time_can_be_read_in_two_ways()
    {
        GateReport report = Evaluate(row => row["started_at"] = "05/11/2026 10:00:00 +00:00");

        Assert.Equal(GateReason.TimeUnknown, report.Reason);
        Assert.Contains(
            "crawl_001 is '05/11/2026 10:00:00 +00:00', which can be read in two ways", report.Message, StringComparison.Ordinal);
        Assert.Contains("Export-Clixml", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12:00")]
    [InlineData("Nov 28")]
    [InlineData("28/11/26 12:00")]
    public void Time_of_day_is_not_one_of_today(string text) =>
        Assert.Equal(GateReason.TimeUnknown, Evaluate(row => row["started_at"] = text).Reason);

    [Theory]
    [InlineData("0,5")]
    [InlineData("1.234,5")]
    [InlineData("1\u00A0234")]
    [InlineData("1'234.5")]
    public void Number_with_signs_of_a_culture_is_none_and_says_how_to_export(string number)
    {
        GateReport report = Evaluate(row => row["latency_response_done_ms"] = number, "latency_response_done_ms_max <= 1e9");

        Assert.Equal(GateReason.NotFinite, report.Reason);
        Assert.Contains("results.csv", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.000")]
    [InlineData("1,000")]
    [InlineData("0")]
    [InlineData("-1")]
    public void Least_number_of_values_is_written_in_digits(string number) =>
        Assert.Equal("InvalidRule", Assert.Throws<EvalException>(() => GateRule.Parse($"cases >= 1 (n >= {number})")).ErrorId);

    private GateReport Evaluate(Action<JsonNode> change, string rule = "errored == 0")
    {
        IReadOnlyList<JsonNode> rows = Gated.Moved(run.Results);
        foreach (JsonNode row in rows) change(row);
        return Assert.Single(Gated.Rehearsal(rule).Evaluate(rows));
    }
}
