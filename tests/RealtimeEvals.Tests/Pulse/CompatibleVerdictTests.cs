using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>No file reads as a pass beside a gate that is false, whoever looks only at the compatible keys.</summary>
public sealed class CompatibleVerdictTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static MatrixTheoryData<string, string> Results => new(
        ["completed", "succeeded", " completed ", "Completed", "failed", "canceled", "in_progress", "unknown", "dry_run"],
        ["4 4 0 0", "4 3 0 0", "4 0 0 0", "2 2 0 0", "4 3 1 0", "4 3 0 1", "0 0 0 0", "2147483647 2147483647 0 0"]);

    [Theory]
    [MemberData(nameof(Results))]
    public void Result_whose_gate_is_false_reads_as_no_pass(string status, string numbers)
    {
        int[] count = [.. numbers.Split(' ').Select(int.Parse)];
        var counts = new RefusalCounts(count[0], count[1], count[2], count[3]);
        foreach (string provider in new[] { "sandbox", "replay", "api.example", "" })
        {
            RefusalSmokeResult result = Refused(provider) with
            {
                Status = status,
                ResultCounts = counts,
                FailRate = counts.FailRate,
                DryRun = status == "dry_run",
            };

            JsonElement written = Given.Json(SmokeResultFile.ToText(result));

            Assert.False(ReferenceReader.Passes(written), written.GetRawText());
            Assert.False(ReferenceReader.CountsPass(written), written.GetRawText());
            SmokeContract.AssertHolds(written);
        }
    }

    [Theory]
    [InlineData("sandbox", "completed", "rehearsal")]
    [InlineData("api.example; Sandbox", "completed", "rehearsal")]
    [InlineData("replay", "succeeded", "rehearsal")]
    [InlineData("api.example", "completed", "not_passed")]
    [InlineData("api.example", " completed", "not_passed")]
    [InlineData("", "succeeded", "not_passed")]
    [InlineData("api.example", "canceled", "canceled")]
    public void Good_status_beside_a_gate_that_is_false_is_told_as_what_it_is(string provider, string status, string word) =>
        Assert.Equal(
            word,
            Given.Json(SmokeResultFile.ToText(Refused(provider) with { Status = status })).GetProperty("status").GetString());

    [Fact]
    public void What_became_of_the_rows_stands_at_a_key_of_our_own_and_the_file_is_read_back_as_no_evidence()
    {
        string path = _folder.PathOf("result.json");

        SmokeResultFile.Write(path, Refused("sandbox"));

        Assert.Equal(
            """{"errored":0,"failed":0,"passed":4,"total":4}""",
            JsonSerializer.Serialize(Given.Json(File.ReadAllText(path)).GetProperty("row_counts")));
        Assert.Equal(
            (false, new RefusalCounts(0, 0, 0, 0), 1.0, "rehearsal"),
            SmokeResultFile.Read(path) is var read ? (read.GatePass, read.ResultCounts, read.FailRate, read.Status) : default);
    }

    [Fact]
    public void Counts_that_show_why_the_gate_is_false_stay_as_they_are()
    {
        JsonElement written = Given.Json(
            SmokeResultFile.ToText(Refused("api.example") with { ResultCounts = new RefusalCounts(4, 3, 1, 0), FailRate = 0.25 }));

        Assert.Equal(
            ("completed", 1, 0.25),
            (
                written.GetProperty("status").GetString(),
                written.GetProperty("result_counts").GetProperty("failed").GetInt32(),
                written.GetProperty("fail_rate").GetDouble()));
        Assert.False(written.TryGetProperty("row_counts", out _));
    }

    [Theory]
    [InlineData(PulsePlacement.Gates)]
    [InlineData(PulsePlacement.Both)]
    [InlineData(PulsePlacement.Meta)]
    public async Task Figures_of_a_good_run_do_not_stand_beside_a_gate_that_has_become_false(PulsePlacement placement)
    {
        RefusalSmokeResult run = Refused("sandbox");
        foreach (PulseEntry entry in new[]
        {
            PulseEntries.Of(run, ""),
            PulseEntries.Unfinished(run, "pending", "The run has not ended."),
            PulseEntries.Unfinished(run, "failed", "The run was stopped."),
            PulseEntries.Pending(GreenStatus.Gate, TimeProvider.System.GetUtcNow()),
        })
        {
            string path = _folder.PathOf("status.json");
            await GreenStatus.WriteAsync(path, "");

            await PulsePatch.WriteAsync(
                new PulseOptions { Path = path, GateKey = GreenStatus.Gate, Placement = placement },
                entry,
                TimeProvider.System,
                TestContext.Current.CancellationToken);

            string after = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            Assert.False(ReferenceReader.FiguresPass(Given.Json(after)), after);
        }
    }

    [Fact]
    public async Task Status_file_without_figures_gets_none_while_the_run_is_pending()
    {
        string path = _folder.Write("status.json", StatusFiles.Baseline);

        await PulsePatch.WriteAsync(
            new PulseOptions { Path = path, GateKey = GreenStatus.Gate },
            PulseEntries.Unfinished(Refused("sandbox"), "pending", "The run has not ended."),
            TimeProvider.System,
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain(
            "refusal_smoke_total",
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_of_rules_cannot_take_the_names_of_the_figures() =>
        Assert.Equal(
            "InvalidGateKey",
            Assert.Throws<EvalException>(() => PulseEntries.Of(new GateReport(), "openai_evals_refusal_smoke")).ErrorId);

    public void Dispose() => _folder.Dispose();

    private static RefusalSmokeResult Refused(string provider) =>
        GreenStatus.GoodResult with { GatePass = false, Provider = provider, GateReasons = new(["A reason."]) };
}
