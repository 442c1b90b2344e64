using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>Writes an analysis of questions with the names that the benchmark platform of vCDR gives to a scorer's result.</summary>
internal static class QuestionReport
{
    /// <summary>Returns the JSON.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="quality">The analysis, with the questions.</param>
    /// <param name="promptSha256">The hash of what the model was told.</param>
    public static string Write(MeasuredConversation conversation, ConversationQuality quality, string promptSha256) => new JsonObject
    {
        ["success"] = true,
        ["run_id"] = conversation.Name,
        ["metadata"] = new JsonObject
        {
            ["analysis_timestamp"] = quality.ComputedAt.ToString("O", CultureInfo.InvariantCulture),
            ["provider"] = quality.Provider,
            ["model"] = quality.Model,
            ["prompt_sha256"] = promptSha256,
            ["input_tokens"] = quality.Usage.InputTokens,
            ["output_tokens"] = quality.Usage.OutputTokens,
            ["cost_usd"] = quality.CostUsd,
        },
        ["vcdr_results"] = new JsonObject
        {
            ["title"] = conversation.Prompt?.Name,
            ["questions"] = new JsonArray([.. quality.Questions.Select(question => (JsonNode)Of(question, conversation))]),
        },
    }.ToJsonString();

    private static JsonObject Of(QuestionFinding question, MeasuredConversation conversation) => new JsonObject
    {
        ["id"] = question.Id,
        ["prompt"] = question.Text,
        ["asked"] = question.Asked,
        ["answered"] = question.Answered,
        ["expected_position"] = question.ExpectedPosition,
        ["order_position"] = question.ActualPosition,
        ["order_correct"] = question.IsInOrder,
        ["recall_attempts"] = question.Attempts,
        ["turns"] = new JsonArray([.. question.Turns.Select(turn => (JsonNode)turn)]),
        ["ai_transcript"] = Said(question, conversation, Speaker.Agent),
        ["user_transcript"] = Said(question, conversation, Speaker.Participant),
        ["answer"] = question.Answered ? question.Answer : null,
    };

    /// <summary>Returns what one side said in the turns of a question, each on a line; null when it said nothing.</summary>
    private static string? Said(QuestionFinding question, MeasuredConversation conversation, Speaker speaker)
    {
        string[] said = [.. question.Turns.Select(turn => conversation.Turns[turn - 1]).Where(turn => turn.Speaker == speaker)
            .Select(turn => turn.Text)];
        return said.Length == 0 ? null : string.Join('\n', said);
    }
}
