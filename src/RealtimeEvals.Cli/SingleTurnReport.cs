using RealtimeEvals.Messages;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows the results of a single-turn run.</summary>
/// <param name="verb">The verb that ran.</param>
/// <param name="data">The flag with its data file, as it was given; empty for the shipped cases.</param>
/// <param name="results">The results in the order of the data; at least one.</param>
internal sealed class SingleTurnReport(string verb, string data, IReadOnlyList<SingleTurnResult> results)
{
    /// <summary>The width of the columns of outcome and latency, and of the space between all columns.</summary>
    private const int FixedWidth = 12 + 11 + 18;

    private const int LeastRoom = 12;

    public Task WriteAsync(OutputStyle style)
    {
        string runPath = results[0].RunPath;
        return VerbReport.WriteAsync(style, runPath, results, async () =>
        {
            WriteTable();
            await WriteSummaryAsync(runPath);
        });
    }

    private void WriteTable()
    {
        IAnsiConsole console = VerbReport.OpenConsole();
        bool isWalk = results is [WalkResult, ..];
        int caseWidth = results.Max(result => VisibleText.Of(result.CaseId).Length);
        int toolWidth = results
            .SelectMany(result => new[] { result.ExpectedToolCall, result.PredictedToolCall })
            .Max(tool => VisibleText.Of(tool).Length);

        // The caller's words get the remaining width, or are left out in a narrow terminal.
        int room = console.Profile.Width - caseWidth - 2 * Math.Max(toolWidth, "Expected".Length) - FixedWidth;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Case").NoWrap());
        table.AddColumn(new TableColumn("Outcome").NoWrap());
        table.AddColumn(new TableColumn("Expected").NoWrap());
        table.AddColumn(new TableColumn("Called").NoWrap());
        table.AddColumn(new TableColumn("First audio").RightAligned().NoWrap());
        if (room >= LeastRoom) table.AddColumn(new TableColumn(isWalk ? "Condition" : "Caller").NoWrap());
        foreach (SingleTurnResult result in results)
        {
            string latency = LatencyDoubt.Show(result.LatencyFirstAudioMs, result.LatencyUncertaintyMs, " ms");
            string about = Shorten(VisibleText.Of(result is WalkResult walk ? walk.Condition : result.UserText), Math.Max(room, LeastRoom));
            string[] cells =
            [
                VerbReport.Cell(result.CaseId),
                VerbReport.Colored(result.Outcome),
                VerbReport.Cell(Tool(result.ExpectedToolCall)),
                VerbReport.Cell(Tool(result.PredictedToolCall)),
                latency.Length > 0 ? latency : "-",
                VerbReport.Cell(about),
            ];
            table.AddRow(room >= LeastRoom ? cells : cells[..^1]);
        }

        console.Write(table);
    }

    private async Task WriteSummaryAsync(string runPath)
    {
        foreach (SingleTurnResult result in results.Where(result => result.Outcome != Outcome.Pass))
        {
            await Terminal.Output.WrappedAsync(result.ToString());
        }

        Statistic? latency = Statistic.Of(results.Select(result => result.LatencyFirstAudioMs));
        await Terminal.Output.LineAsync();
        await Terminal.Output.LineAsync(VerbReport.Counts(results.Select(result => result.Outcome)));
        if (latency is not null)
        {
            int doubtful = results.Count(result => LatencyDoubt.IsDoubtful(result.LatencyUncertaintyMs));
            await Terminal.Output.LineAsync(
                FormattableString.Invariant($"First audio: p50 {latency.P50:0} ms, p95 {latency.P95:0} ms over {latency.Count} cases")
                + LatencyDoubt.Remark(doubtful));
        }

        foreach (string line in DescribeConditions()) await Terminal.Output.LineAsync(line);
        await VerbReport.WritePlacesAsync(runPath);
        if (results[0].Provider == ServiceTarget.SandboxProvider)
        {
            await Terminal.Output.LineAsync(
                "This was the sandbox: a rehearsal, not evidence. "
                + $"Next, with OPENAI_API_KEY set: realtime-evals {verb}{data} --max-examples 3");
        }
    }

    /// <summary>Returns a line for each condition if there are several; otherwise nothing.</summary>
    private IEnumerable<string> DescribeConditions()
    {
        IGrouping<string, WalkResult>[] conditions =
            [.. results.OfType<WalkResult>().GroupBy(result => result.Condition, StringComparer.Ordinal)];
        if (conditions.Length < 2) yield break;
        foreach (IGrouping<string, WalkResult> condition in conditions)
        {
            int passed = condition.Count(result => result.Outcome == Outcome.Pass);
            yield return FormattableString.Invariant($"  {condition.Key}: {passed} of {condition.Count()} passed");
        }
    }

    private static string Tool(string name) => name.Length > 0 ? name : "-";

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 3)] + "...";
}
