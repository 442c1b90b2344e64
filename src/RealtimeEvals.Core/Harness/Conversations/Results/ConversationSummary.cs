using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>
/// <c>summary.json</c>: first the keys of the realtime evals of OpenAI's cookbook over turns, with the same names and order. Then our own
/// keys over conversations: outcomes, rates of the checks, callers that broke a rule, and figures of the judge.
/// </summary>
internal static class ConversationSummary
{
    /// <summary>Returns the content of the file.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="conversations">Its conversations.</param>
    /// <param name="graders">Their graders, in the order of first appearance.</param>
    public static JsonObject Of(RunManifest manifest, IReadOnlyList<ConversationResult> conversations, IEnumerable<Grader> graders)
    {
        var figures = RunFigures.Of(conversations);
        var summary = new JsonObject();
        ConversationRow[] rows = [.. conversations.SelectMany(ConversationRow.Of)];
        AddReferenceKeys(summary, manifest, figures, rows, graders);
        summary.AddOutcomes(manifest, figures);
        AddCallers(summary, manifest, conversations);
        AddTruths(summary, figures, conversations);
        summary.AddTrials(figures);
        AddJudge(summary, conversations);
        AddFigures(summary, figures, rows);
        return summary;
    }

    private static void AddReferenceKeys(
        JsonObject summary,
        RunManifest manifest,
        RunFigures figures,
        ConversationRow[] rows,
        IEnumerable<Grader> graders)
    {
        summary["total_rows"] = rows.Length;
        summary["failed_simulations"] = rows
            .Where(row => row.Turn.FailureStage.Length > 0)
            .Select(row => row.Turn.SimulationId)
            .Distinct(StringComparer.Ordinal)
            .Count();
        foreach (Grader grader in graders)
        {
            summary[$"{grader.Id}_grade_mean"] = Mean(rows.Select(row => (double?)row.Grade(grader.Id)?.Grade));
        }

        summary.AddStatistics(
            figures,
            "latency_first_audio_ms",
            "latency_first_text_ms",
            "latency_response_done_ms",
            "output_tokens",
            "output_audio_tokens",
            "output_text_tokens");
        summary["run_name"] = manifest.RunId;
        foreach (string name in ConversationRunSettings.ReferenceNames) summary[name] = manifest.Settings[name]?.DeepClone();
    }

    /// <summary>
    /// Adds the callers that broke a rule. Their conversations are no evidence; if there are too many, the whole run is none.
    /// </summary>
    private static void AddCallers(JsonObject summary, RunManifest manifest, IReadOnlyList<ConversationResult> conversations)
    {
        int invalid = conversations.Count(conversation => conversation.CallerFindings.Count > 0);
        summary["invalid_callers"] = invalid;
        summary["invalid_caller_share"] = conversations.Count == 0 ? null : (double)invalid / conversations.Count;
        summary["run_outcome"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(RunVerdict.Of(manifest, conversations).ToString());
        foreach (EndReason reason in Enum.GetValues<EndReason>())
        {
            string word = JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
            summary[$"ended_by_{word}"] = conversations.Count(one => one.EndReason == reason);
        }
    }

    private static void AddTruths(JsonObject summary, RunFigures figures, IReadOnlyList<ConversationResult> conversations)
    {
        foreach (Figure truth in FigureCatalog.All.Where(figure => figure.Sums == FigureSums.Rate))
        {
            summary.AddRate(figures, truth.Name);
        }

        summary["forbidden_tools_called_total"] = conversations.Sum(one => one.ForbiddenToolsCalled.Count);
    }

    private static void AddJudge(JsonObject summary, IReadOnlyList<ConversationResult> conversations)
    {
        GraderResult[] asked = [.. conversations.SelectMany(one => one.JudgeGrades)];
        summary["judge_grades"] = asked.Count(grade => grade.Status == GradeStatus.Graded);
        summary["judge_not_applicable"] = asked.Count(grade => grade.Status == GradeStatus.NotApplicable);
        summary["judge_errors"] = asked.Count(grade => grade.Status == GradeStatus.Error);
        summary["judge_samples_total"] = asked.Sum(grade => grade.Samples);
        summary["judge_agreement_mean"] = Mean(asked.Select(grade => grade.Agreement));
        summary["judge_models"] = new JsonArray(
        [
            .. asked
                .Select(grade => grade.ResolvedModel)
                .Where(model => model.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(model => JsonValue.Create(model)),
        ]);
        summary["judge_input_tokens_total"] = Total(asked.Select(grade => grade.Usage.InputTokens));
        summary["judge_output_tokens_total"] = Total(asked.Select(grade => grade.Usage.OutputTokens));
    }

    private static void AddFigures(JsonObject summary, RunFigures figures, ConversationRow[] rows)
    {
        summary.AddStatistics(figures, "end_of_speech_to_first_audio_ms");
        Figure afterTools = FigureCatalog.Get("tool_result_to_first_audio_ms");
        summary.AddStatistic(afterTools.Name, rows.SelectMany(row => row.Turn.Segments).Select(afterTools.Of).OfType<double>());
        summary["latency_n"] = rows.Count(row => row.Turn.LatencyResponseDoneMs is not null);
        summary.AddStatistic("turns", figures.Series("turn_count").Known);
        summary.AddTotals(figures, "input_tokens", "cached_tokens", "output_tokens", "caller_output_tokens");
        summary.AddCost(figures);
        summary.AddOtherFigures(figures);
    }

    /// <summary>Returns the sum of the known values; null when none is known.</summary>
    private static long? Total(IEnumerable<int?> values) =>
        values.OfType<int>().ToArray() is { Length: > 0 } known ? known.Sum(value => (long)value) : null;

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}
