using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>The age of evidence counts at the moment of the decision, whenever it was looked at before.</summary>
public sealed class EvidenceAgeTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    private readonly GateReport _report = Gated.Rehearsal("errored == 0").Evaluate(StoredRunEvidence.Read(run.RunPath));

    private DateTimeOffset At => _report.EvidenceAt!.Value;

    [Fact]
    public void Report_is_as_it_was_while_its_evidence_is_fresh() =>
        Assert.Same(_report, EvidenceAge.Again(_report, null, At.AddDays(7)));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0, 92)]
    [InlineData(24, 2)]
    [InlineData(24 * 30, 8)]
    public void Report_whose_evidence_has_aged_no_longer_passes(int limitHours, int days)
    {
        GateReport again = EvidenceAge.Again(_report, TimeSpan.FromHours(limitHours), At.AddDays(days));

        Assert.Equal((GateVerdict.NotEvaluated, GateReason.Stale), (again.Verdict, again.Reason));
        Assert.StartsWith("Stale: the oldest case is of ", again.Message, StringComparison.Ordinal);
        Assert.False(GateEngine.HasPassed(again));
    }

    [Fact]
    public void Stricter_limit_of_the_report_counts()
    {
        GateReport strict = (Gated.Rehearsal("errored == 0") with { MaximumAge = TimeSpan.FromHours(5) }).Evaluate(
            StoredRunEvidence.Read(run.RunPath));

        Assert.True(GateEngine.HasPassed(EvidenceAge.Again(strict, TimeSpan.FromDays(3), At.AddHours(5))));
        Assert.False(GateEngine.HasPassed(EvidenceAge.Again(strict, TimeSpan.FromDays(3), At.AddHours(6))));
    }

    [Fact]
    public void Report_without_a_time_or_of_one_to_come_never_passes()
    {
        Assert.Equal(GateReason.TimeUnknown, EvidenceAge.Again(_report with { EvidenceAt = null }, null, At).Reason);
        Assert.Equal(GateReason.FromTheFuture, EvidenceAge.Again(_report, null, At.AddDays(-1)).Reason);
    }

    [Fact]
    public void What_was_found_before_stays()
    {
        GateReport failed = Gated.Rehearsal("pass_rate == 1").Evaluate(StoredRunEvidence.Read(run.RunPath));

        GateReport again = EvidenceAge.Again(failed, null, At.AddDays(30));

        Assert.Equal([GateReason.Stale], again.Findings.Select(finding => finding.Reason));
        Assert.Contains("BoundMissed: pass_rate == 1", again.Message, StringComparison.Ordinal);
        Assert.Same(again, EvidenceAge.Again(again, null, At.AddDays(31)));
    }

    [Fact]
    public void Age_and_limit_survive_json()
    {
        GateReport read = JsonSerializer.Deserialize<GateReport>(JsonSerializer.Serialize(_report, RunJson.Line), RunJson.Line)!;

        Assert.Equal((_report.EvidenceAt, 168.0), (read.EvidenceAt, read.MaximumAgeHours));
        Assert.False(GateEngine.HasPassed(EvidenceAge.Again(read, null, At.AddDays(8))));
    }

    [Theory]
    [InlineData(ReportFormat.JUnit)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.GitHubAnnotation)]
    public void Report_that_is_written_later_says_that_the_evidence_is_stale(ReportFormat format)
    {
        Assert.DoesNotContain("Stale", Write(1), StringComparison.Ordinal);
        Assert.Contains("Stale", Write(90), StringComparison.Ordinal);

        string Write(int days) => new EvalReport(new ManualTime(At.AddDays(days))) { Gates = [_report] }.Write(format);
    }
}
