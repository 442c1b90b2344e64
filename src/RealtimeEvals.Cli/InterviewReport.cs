using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows the interviews of a run with what their tests gave.</summary>
/// <param name="results">The interviews in the order of the data; at least one.</param>
/// <param name="store">The store that keeps them.</param>
/// <param name="next">The command that is suggested after a rehearsal.</param>
internal sealed class InterviewReport(IReadOnlyList<InterviewResult> results, string store, string next)
{
    public Task WriteAsync(OutputStyle style)
    {
        string runPath = results[0].RunPath;
        return VerbReport.WriteAsync(style, runPath, results, async () =>
        {
            if (results is [InterviewResult only]) await VerbReport.WriteTranscriptAsync(only);
            WriteTable();
            WriteTests();
            await WriteSummaryAsync(runPath);
        });
    }

    private void WriteTable()
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Interview").NoWrap());
        table.AddColumn(new TableColumn("Outcome").NoWrap());
        table.AddColumn(new TableColumn("End").NoWrap());
        table.AddColumn(new TableColumn("Turns").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Questions").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Good").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Warning").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Poor").RightAligned().NoWrap());
        foreach (InterviewResult result in results)
        {
            double? asked = result.Variables.FirstOrDefault(one => one.Metric == "question_coverage")?.Value;
            table.AddRow(
                VerbReport.Cell(result.ConversationId),
                VerbReport.Colored(result.Outcome),
                result.EndReason.ToString(),
                FormattableString.Invariant($"{result.TurnCount}"),
                asked is double share ? FormattableString.Invariant($"{100 * share:0} %") : "-",
                Count(result, VariableStatus.Good),
                Count(result, VariableStatus.Warning),
                Count(result, VariableStatus.Poor));
        }

        VerbReport.OpenConsole().Write(table);
    }

    /// <summary>Shows what the tests gave: all of it for a single interview, else what is not good.</summary>
    private void WriteTests()
    {
        (InterviewResult Result, ConversationVariable Value)[] found =
        [
            .. results.SelectMany(result => result.Variables
                .Where(one => results.Count == 1 || one.Status is VariableStatus.Poor or VariableStatus.Warning)
                .Select(one => (result, one))),
        ];
        if (found.Length == 0) return;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Interview").NoWrap());
        table.AddColumn(new TableColumn("Value").NoWrap());
        table.AddColumn(new TableColumn("Is").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Status").NoWrap());
        table.AddColumn(new TableColumn("Where, or when it is good"));
        foreach ((InterviewResult result, ConversationVariable value) in found)
        {
            table.AddRow(
                VerbReport.Cell(result.ConversationId),
                VerbReport.Cell(value.Metric),
                value.Value is double number ? FormattableString.Invariant($"{number:0.###}") : "-",
                value.Status.ToString(),
                VerbReport.Cell(value.Detail.Length > 0 ? value.Detail : value.Bounds));
        }

        VerbReport.OpenConsole().Write(table);
    }

    private async Task WriteSummaryAsync(string runPath)
    {
        foreach (InterviewResult result in results.Where(result => result.Outcome != Outcome.Pass))
        {
            await Terminal.Output.WrappedAsync(result.ToString());
        }

        await Terminal.Output.LineAsync();
        await Terminal.Output.LineAsync(VerbReport.Counts(results.Select(result => result.Outcome)));
        int invalid = results.Count(result => result.CallerFindings.Count > 0);
        if (invalid > 0)
        {
            await Terminal.Output.LineAsync(FormattableString.Invariant(
                $"The participant broke a rule in {invalid} of {results.Count}; those prove nothing about the interviewer."));
        }

        await Terminal.Output.LineAsync($"Interviews: {Path.Combine(runPath, "conversations")}");
        await VerbReport.WritePlacesAsync(runPath);
        await Terminal.Output.LineAsync($"Stored in: {store}");
        if (results[0].Provider == ServiceTarget.SandboxProvider)
        {
            await Terminal.Output.LineAsync($"This was the sandbox: a rehearsal, not evidence. Next, with OPENAI_API_KEY set: {next}");
        }
    }

    private static string Count(InterviewResult result, VariableStatus status) =>
        FormattableString.Invariant($"{result.Variables.Count(one => one.Status == status)}");
}
