using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Cli;

/// <summary>Shows the summary of a run.</summary>
internal static class SummaryReport
{
    /// <summary>Writes the summary to standard output.</summary>
    /// <returns>The exit code: 3 unless every planned case has a verdict.</returns>
    public static async Task<int> WriteAsync(EvalRunSummary summary, OutputStyle style)
    {
        if (style == OutputStyle.Json) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(summary, RunJson.Indented));
        else if (style == OutputStyle.Csv) await Terminal.Output.TableAsync(RunFile.Read(summary.RunPath, RunFolder.TableName));
        else await WriteLinesAsync(summary);
        return summary.State == RunState.Completed && summary.Passed + summary.Failed == summary.Planned ? 0 : ExitCode.Infrastructure;
    }

    private static async Task WriteLinesAsync(EvalRunSummary summary)
    {
        await Terminal.Output.LineAsync(summary.ToString());
        string bar = PassRateText.Bar(summary.Passed, summary.Planned);
        await Terminal.Output.LineAsync($"Pass rate: {bar} {PassRateText.Of(summary.Passed, summary.Planned)}");
        if (summary.LatencyCount > 0)
        {
            string percentiles = FormattableString.Invariant(
                $"p50 {summary.LatencyFirstAudioMsP50:0} ms, p95 {summary.LatencyFirstAudioMsP95:0} ms");
            await Terminal.Output.LineAsync(
                FormattableString.Invariant($"First audio: {percentiles} over {summary.LatencyCount} turns")
                + LatencyDoubt.Remark(summary.UncertainLatencyCount));
        }

        await VerbReport.WritePlacesAsync(summary.RunPath);
    }
}
