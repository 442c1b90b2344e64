using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Grading;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>
/// <c>summary.json</c>: the keys of the reference first, by its names and in its order, over turns; then ours, over conversations:
/// outcomes, the truths that were asked for, callers that broke a rule, and what the judge did.
/// </summary>
internal static class ConversationSummary
{
    /// <summary>The summary of a run.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="conversations">Its conversations.</param>
    /// <param name="graders">Their graders, in the order of first appearance.</param>
    public static byte[] ToJson(RunManifest manifest, IReadOnlyList<ConversationResult> conversations, IEnumerable<Grader> graders)
    {
        var summary = new JsonObject();
        ConversationRow[] rows = [.. conversations.SelectMany(ConversationRow.Of)];
        AddReferenceKeys(summary, manifest, rows, graders);
        summary.AddOutcomes(manifest, [.. conversations.Select(conversation => conversation.Outcome)]);
        AddCallers(summary, manifest, conversations);
        AddTruths(summary, conversations);
        AddTrials(summary, conversations);
        AddJudge(summary, conversations);
        AddFigures(summary, conversations, rows);
        return Encoding.UTF8.GetBytes(summary.ToJsonString(RunJson.Indented) + "\n");
    }

    private static void AddReferenceKeys(JsonObject summary, RunManifest manifest, ConversationRow[] rows, IEnumerable<Grader> graders)
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

        summary.AddStatistic("latency_first_audio_ms", rows.Select(row => row.Turn.LatencyFirstAudioMs));
        summary.AddStatistic("latency_first_text_ms", rows.Select(row => row.Turn.LatencyFirstTextMs));
        summary.AddStatistic("latency_response_done_ms", rows.Select(row => row.Turn.LatencyResponseDoneMs));
        summary.AddStatistic("output_tokens", rows.Select(row => (double?)row.Turn.Usage.OutputTokens));
        summary.AddStatistic("output_audio_tokens", rows.Select(row => (double?)row.Turn.Usage.OutputAudioTokens));
        summary.AddStatistic("output_text_tokens", rows.Select(row => (double?)row.Turn.Usage.OutputTextTokens));
        summary["run_name"] = manifest.RunId;
        foreach (string name in ConversationRunSettings.ReferenceNames) summary[name] = manifest.Settings[name]?.DeepClone();
    }

    /// <summary>Conversations whose caller broke a rule are no evidence; when there are too many, neither is the run.</summary>
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

    private static void AddTruths(JsonObject summary, IReadOnlyList<ConversationResult> conversations)
    {
        AddRate(summary, "goal_reached", conversations.Select(one => one.GoalReached));
        AddRate(summary, "expected_tools_called", conversations.Select(one => one.ExpectedToolsCalled));
        AddRate(summary, "expected_tools_in_order", conversations.Select(one => one.ExpectedToolsInOrder));
        AddRate(summary, "expected_arguments_given", conversations.Select(one => one.ExpectedArgumentsGiven));
        AddRate(summary, "final_state_reached", conversations.Select(one => one.FinalStateReached));
        summary["forbidden_tools_called_total"] = conversations.Sum(one => one.ForbiddenToolsCalled.Count);
    }

    private static void AddTrials(JsonObject summary, IReadOnlyList<ConversationResult> conversations)
    {
        (int Trials, int Passed)[] simulations =
        [
            .. conversations
                .GroupBy(one => one.SimulationId, StringComparer.Ordinal)
                .Select(group => (group.Count(), group.Count(one => one.Outcome == Outcome.Pass))),
        ];
        int most = simulations.Length == 0 ? 0 : simulations.Max(simulation => simulation.Trials);
        if (most < 2) return;
        for (int k = 1; k <= most; k++)
        {
            (double? value, int count) = PassPower.Of(simulations, k);
            summary[FormattableString.Invariant($"pass^{k}")] = value;
            summary[FormattableString.Invariant($"pass^{k}_n")] = count;
        }
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
        summary["judge_input_tokens_total"] = asked.Select(grade => grade.Usage.InputTokens).Total();
        summary["judge_output_tokens_total"] = asked.Select(grade => grade.Usage.OutputTokens).Total();
    }

    private static void AddFigures(JsonObject summary, IReadOnlyList<ConversationResult> conversations, ConversationRow[] rows)
    {
        summary.AddStatistic("end_of_speech_to_first_audio_ms", rows.Select(row => row.Turn.EndOfSpeechToFirstAudioMs));
        summary.AddStatistic(
            "tool_result_to_first_audio_ms",
            rows.SelectMany(row => row.Turn.Segments).Select(segment => segment.ToolResultToFirstAudioMs));
        summary["latency_n"] = rows.Count(row => row.Turn.LatencyResponseDoneMs is not null);
        summary.AddStatistic("turns", conversations.Select(one => (double?)one.TurnCount));
        summary["input_tokens_total"] = conversations.Select(one => one.Usage.InputTokens).Total();
        summary["cached_tokens_total"] = conversations.Select(one => one.Usage.CachedTokens).Total();
        summary["output_tokens_total"] = conversations.Select(one => one.Usage.OutputTokens).Total();
        summary["caller_output_tokens_total"] = conversations.Select(one => one.CallerUsage.OutputTokens).Total();
        summary["cost_usd_total"] = conversations.Any(one => one.CostUsd is null) ? null : conversations.Sum(one => one.CostUsd);
    }

    private static void AddRate(JsonObject summary, string name, IEnumerable<bool?> truths)
    {
        double?[] known = [.. truths.Where(truth => truth is not null).Select(truth => (double?)(truth == true ? 1 : 0))];
        summary[$"{name}_rate"] = Mean(known);
        summary[$"{name}_n"] = known.Length;
    }

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}
