using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Shows what a run would take.</summary>
/// <param name="plan">The plan.</param>
internal sealed class PlanReport(RunPlan plan)
{
    private const string Unknown = "unknown";

    /// <summary>Shows a plan, and returns the exit code of a verb that only planned.</summary>
    public static async Task<int> ShowAsync(RunPlan plan, OutputStyle style)
    {
        await new PlanReport(plan).WriteAsync(style);
        return ExitCode.Success;
    }

    private Task WriteAsync(OutputStyle style) => style switch
    {
        OutputStyle.Json => Terminal.Output.JsonAsync(JsonSerializer.Serialize(plan, RunJson.Indented)),
        OutputStyle.Csv => Terminal.Output.TableAsync(GuardedTable.Of(AdapterServices.Create(TimeProvider.System).Tables, Rows())),
        _ => WriteTextAsync(),
    };

    private async Task WriteTextAsync()
    {
        await Terminal.Output.WrappedAsync(plan.ToString());
        if (plan.Costs.Count > 0) WriteTable();
        string most = plan.IsUpperBound ? ", at most" : "";
        await Terminal.Output.LineAsync(FormattableString.Invariant(
            $"Cases: {plan.Cases}, trials: {plan.Trials}, sessions: {plan.AgentSessions}, calls: {plan.Calls}{most}"));
        await Terminal.Output.LineAsync(
            $"Minutes that the model under test hears: {Minutes(plan.AudioInputMinutes)}, "
            + $"speaks: {Minutes(plan.AudioOutputMinutes)}{most}");
        await Terminal.Output.WrappedAsync($"Estimated cost: {Dollars(plan.EstimatedCostUsd)}{most} ({plan.CostBasis})");
        foreach (string basis in plan.Costs.Select(cost => cost.Basis).Distinct(StringComparer.Ordinal))
        {
            await Terminal.Output.WrappedAsync($"Basis: {basis}");
        }
    }

    private void WriteTable()
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string text in new[] { "Role", "Model", "Counted" }) table.AddColumn(new TableColumn(text).NoWrap());
        foreach (string number in new[] { "Calls", "Tokens", "Minutes", "Price", "Cost" })
        {
            table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        }

        foreach (PlanCost cost in plan.Costs)
        {
            table.AddRow(
                cost.Role.ToString(),
                VerbReport.Cell(cost.Model),
                cost.Modality.ToString(),
                FormattableString.Invariant($"{cost.Calls}"),
                cost.Modality == PlanModality.Time ? "" : cost.Tokens is long tokens ? FormattableString.Invariant($"{tokens}") : Unknown,
                cost.Modality == PlanModality.Time ? Minutes(cost.Minutes) : "",
                Price(cost),
                Dollars(cost.CostUsd));
        }

        VerbReport.OpenConsole().Write(table);
    }

    private IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["role", "model", "modality", "calls", "tokens", "minutes", "usd_per_million", "usd_per_minute", "cost_usd"];
        foreach (PlanCost cost in plan.Costs)
        {
            yield return
            [
                cost.Role.ToString(),
                cost.Model,
                cost.Modality.ToString(),
                FormattableString.Invariant($"{cost.Calls}"),
                FormattableString.Invariant($"{cost.Tokens}"),
                FormattableString.Invariant($"{cost.Minutes}"),
                FormattableString.Invariant($"{cost.UsdPerMillion}"),
                FormattableString.Invariant($"{cost.UsdPerMinute}"),
                FormattableString.Invariant($"{cost.CostUsd}"),
            ];
        }
    }

    private static string Minutes(double? minutes) => minutes is double known ? FormattableString.Invariant($"{known:0.##}") : Unknown;

    private static string Dollars(decimal? cost) => cost is decimal known ? FormattableString.Invariant($"${known:0.00##}") : Unknown;

    private static string Price(PlanCost cost) =>
        cost.UsdPerMinute is decimal minute ? FormattableString.Invariant($"${minute}/min")
        : cost.UsdPerMillion is decimal million ? FormattableString.Invariant($"${million}/M")
        : Unknown;
}
