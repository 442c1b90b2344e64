using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows the conversations of a run.</summary>
/// <param name="results">The conversations in the order of the data; at least one.</param>
/// <param name="next">The command that is suggested after a rehearsal.</param>
internal sealed class ConversationReport(IReadOnlyList<ConversationResult> results, string next)
{
    /// <summary>The minimum width of a terminal for the columns with latencies.</summary>
    private const int WideTable = 100;

    public Task WriteAsync(OutputStyle style)
    {
        string runPath = results[0].RunPath;
        return VerbReport.WriteAsync(style, runPath, results, async () =>
        {
            if (results is [ConversationResult only]) await VerbReport.WriteTranscriptAsync(only);
            WriteTable();
            await WriteSummaryAsync(runPath);
        });
    }

    private void WriteTable()
    {
        IAnsiConsole console = VerbReport.OpenConsole();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Conversation").NoWrap());
        table.AddColumn(new TableColumn("Outcome").NoWrap());
        table.AddColumn(new TableColumn("End").NoWrap());
        table.AddColumn(new TableColumn("Turns").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Goal").NoWrap());
        bool isWide = console.Profile.Width >= WideTable;
        if (isWide) table.AddColumn(new TableColumn("First audio").RightAligned().NoWrap());
        if (isWide) table.AddColumn(new TableColumn("After tool").RightAligned().NoWrap());
        foreach (ConversationResult result in results)
        {
            string[] cells =
            [
                VerbReport.Cell(result.ConversationId),
                VerbReport.Colored(result.Outcome),
                result.EndReason.ToString(),
                FormattableString.Invariant($"{result.TurnCount}"),
                result.GoalReached switch { true => "reached", false => "missed", null => "-" },
                Median(result, result.Turns.Select(turn => turn.LatencyFirstAudioMs)),
                Median(result, result.Turns.SelectMany(turn => turn.Segments).Select(segment => segment.ToolResultToFirstAudioMs)),
            ];
            table.AddRow(isWide ? cells : cells[..^2]);
        }

        console.Write(table);
    }

    private async Task WriteSummaryAsync(string runPath)
    {
        ConversationResult[] open = [.. results.Where(IsOpen)];
        foreach (ConversationResult result in results.Where(result => result.Outcome != Outcome.Pass).Except(open))
        {
            await Terminal.Output.WrappedAsync(result.ToString());
        }

        await Terminal.Output.LineAsync();
        await Terminal.Output.LineAsync(VerbReport.Counts(results.Select(result => result.Outcome)));
        int invalid = results.Count(result => result.CallerFindings.Count > 0);
        if (invalid > 0)
        {
            await Terminal.Output.LineAsync(FormattableString.Invariant(
                $"The caller broke a rule in {invalid} of {results.Count}; those prove nothing about the agent."));
        }

        await Terminal.Output.LineAsync($"Conversations: {Path.Combine(runPath, "conversations")}");
        await VerbReport.WritePlacesAsync(runPath);
        string sandbox = results[0].Provider == ServiceTarget.SandboxProvider ? " --sandbox" : "";
        if (open.Length > 0)
        {
            await Terminal.Output.LineAsync(FormattableString.Invariant(
                $"{open.Length} not judged yet. Next: realtime-evals measure \"{runPath}\" --judge{sandbox}"));
        }
        else if (sandbox.Length > 0)
        {
            await Terminal.Output.LineAsync($"This was the sandbox: a rehearsal, not evidence. Next, with OPENAI_API_KEY set: {next}");
        }
    }

    /// <summary>Whether a conversation was held but not judged yet.</summary>
    private static bool IsOpen(ConversationResult result) => result is
    {
        Outcome: Outcome.Inconclusive,
        IsJudged: false,
        CallerFindings.Count: 0,
        EndReason: not EndReason.AgentSilent,
    };

    /// <summary>Returns the median of latencies, marked where one of the turns could not be measured well.</summary>
    private static string Median(ConversationResult result, IEnumerable<double?> latencies) =>
        LatencyDoubt.Show(Statistic.Of(latencies)?.P50, result.Turns.Max(turn => turn.LatencyUncertaintyMs), " ms") is { Length: > 0 } text
            ? text : "-";
}
