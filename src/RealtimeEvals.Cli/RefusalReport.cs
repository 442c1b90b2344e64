using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Reporting.Pulse;
using RealtimeEvals.Runs;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows a refusal smoke run.</summary>
/// <param name="result">The run.</param>
/// <param name="statusPath">The status file that was written; null for none.</param>
internal sealed class RefusalReport(RefusalSmokeResult result, string? statusPath)
{
    /// <summary>What the columns but the last need at most.</summary>
    private const int FixedWidth = 56;

    public async Task WriteAsync(OutputStyle style)
    {
        switch (style)
        {
            case OutputStyle.Json:
                await Console.Out.WriteAsync(SmokeResultFile.ToText(result));
                break;
            case OutputStyle.Csv:
                await Console.Out.WriteAsync(result.RunPath.Length > 0 ? await File.ReadAllTextAsync(Path.Combine(result.RunPath, LiveTable<RefusalResult>.FileName)) : "");
                break;
            default:
                if (result.Rows.Count > 0) WriteTable();
                await WriteSummaryAsync();
                break;
        }
    }

    private void WriteTable()
    {
        IAnsiConsole console = ReportText.OpenConsole();
        var table = new Table { Border = TableBorder.Simple };
        foreach (string name in new[] { "Row", "Outcome", "Expected", "Label", "Request" }) table.AddColumn(new TableColumn(name).NoWrap());
        int room = Math.Max(20, console.Profile.Width - FixedWidth);
        foreach (RefusalResult row in result.Rows)
        {
            string prompt = row.Prompt.Length <= room ? row.Prompt : row.Prompt[..(room - 3)] + "...";
            table.AddRow(row.CaseId, ReportText.Colored(row.Outcome), row.Expected.ToString(), row.Label.ToString(), Markup.Escape(prompt));
        }

        console.Write(table);
    }

    private async Task WriteSummaryAsync()
    {
        foreach (string line in result.Rows.Where(row => row.Outcome != Outcome.Pass).SelectMany(row => ReportText.Wrap(row.ToString(), ReportText.Width))) await Console.Out.WriteLineAsync(line);
        if (result.Rows.Count > 0) await Console.Out.WriteLineAsync($"\n{ReportText.Counts(result.Rows.Select(row => row.Outcome))}");
        await Console.Out.WriteLineAsync($"Gate {result.GateKey}: {(result.GatePass ? "true" : "false")}");
        foreach (string reason in result.GateReasons) await Console.Out.WriteLineAsync($"  {reason}");
        await Console.Out.WriteLineAsync($"Result: {result.ResultPath}");
        if (!string.IsNullOrEmpty(statusPath)) await Console.Out.WriteLineAsync($"Status: {statusPath}");
        if (result.Provider == ServiceTarget.SandboxProvider) await Console.Out.WriteLineAsync("Next, with OPENAI_API_KEY set: realtime-evals refusal-smoke --confirm-real");
    }
}
