using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows a refusal smoke run.</summary>
/// <param name="result">The result of the run.</param>
/// <param name="statusPath">The status file that was written; null when there is none.</param>
internal sealed class RefusalReport(RefusalSmokeResult result, string? statusPath)
{
    /// <summary>The maximum width of all columns except the last.</summary>
    private const int FixedWidth = 56;

    public async Task WriteAsync(OutputStyle style)
    {
        switch (style)
        {
            case OutputStyle.Json:
                await Terminal.Output.JsonAsync(SmokeResultFile.ToText(result));
                break;
            case OutputStyle.Csv:
                await Terminal.Output.TableAsync(
                    result.RunPath.Length > 0 ? RunFile.Read(result.RunPath, RunFolder.TableName) : "");
                break;
            default:
                if (result.Rows.Count > 0) WriteTable();
                await WriteSummaryAsync();
                break;
        }
    }

    private void WriteTable()
    {
        IAnsiConsole console = VerbReport.OpenConsole();
        var table = new Table { Border = TableBorder.Simple };
        foreach (string name in new[] { "Row", "Outcome", "Expected", "Label", "Request" }) table.AddColumn(new TableColumn(name).NoWrap());
        int room = Math.Max(20, console.Profile.Width - FixedWidth);
        foreach (RefusalResult row in result.Rows)
        {
            string prompt = VisibleText.Of(row.Prompt);
            if (prompt.Length > room) prompt = prompt[..(room - 3)] + "...";
            table.AddRow(
                VerbReport.Cell(row.CaseId),
                VerbReport.Colored(row.Outcome),
                row.Expected.ToString(),
                row.Label.ToString(),
                VerbReport.Cell(prompt));
        }

        console.Write(table);
    }

    private async Task WriteSummaryAsync()
    {
        foreach (RefusalResult row in result.Rows.Where(row => row.Outcome != Outcome.Pass))
        {
            await Terminal.Output.WrappedAsync(row.ToString());
        }

        if (result.Rows.Count > 0)
        {
            await Terminal.Output.LineAsync();
            await Terminal.Output.LineAsync(VerbReport.Counts(result.Rows.Select(row => row.Outcome)));
        }

        await Terminal.Output.LineAsync($"Gate {result.GateKey}: {(result.GatePass ? "true" : "false")}");
        foreach (string reason in result.GateReasons) await Terminal.Output.LineAsync($"  {reason}");
        await Terminal.Output.LineAsync($"Result: {result.ResultPath}");
        if (!string.IsNullOrEmpty(statusPath)) await Terminal.Output.LineAsync($"Status: {statusPath}");
        if (result.Provider == ServiceTarget.SandboxProvider)
        {
            await Terminal.Output.LineAsync("Next, with OPENAI_API_KEY set: realtime-evals refusal-smoke --confirm-real");
        }
    }
}
