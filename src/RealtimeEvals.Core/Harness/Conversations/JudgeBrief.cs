using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>What a judge is asked about a turn or a conversation.</summary>
/// <param name="Criteria">What must hold.</param>
/// <param name="Context">What is judged.</param>
internal sealed record JudgeBrief(string Criteria, string Context)
{
    /// <summary>A question about the whole conversation.</summary>
    public static JudgeBrief OfTrace(Grader grader, ConversationResult conversation)
    {
        Transcript transcript = Transcript.Of(conversation);
        return new JudgeBrief(CriteriaOf(grader), Lines(
            Head(conversation),
            grader.Kind == GraderKind.InstructionFollowing ? $"Instructions:\n{conversation.Settings.SystemPrompt}" : "",
            $"Conversation:\n{transcript.Text}",
            $"Tools:\n{transcript.ToolText}"));
    }

    /// <summary>A question about one turn.</summary>
    /// <param name="grader">The grader.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="heard">What was written down of the sound, for graders that listen; else empty.</param>
    public static JudgeBrief OfTurn(Grader grader, ConversationResult conversation, TurnResult turn, string heard) => new(CriteriaOf(grader), Lines(
        Head(conversation),
        grader.Kind == GraderKind.InstructionFollowing ? $"Instructions:\n{conversation.Settings.SystemPrompt}" : "",
        FormattableString.Invariant($"Turn: {turn.TurnIndex}"),
        $"User: {Transcript.OneLine(grader.Kind == GraderKind.SpeechThenText ? heard : turn.UserText)}",
        $"Assistant: {Transcript.OneLine(turn.AssistantText)}",
        grader.Kind == GraderKind.AudioTextMismatch ? $"Heard: {Transcript.OneLine(heard)}" : "",
        $"Tool Calls: {Transcript.ArrayOf(turn.ToolCalls.Select(Transcript.Describe))}",
        $"Tool Outputs: {Transcript.ArrayOf(turn.ToolOutputs.Select(output => Transcript.Describe(output, turn.ToolCalls.FirstOrDefault(call => call.CallId == output.CallId))))}"));

    private static string CriteriaOf(Grader grader) => grader.Kind switch
    {
        GraderKind.Rubric => $"{grader.Criteria}\nWhere this rubric leaves it open, the reply meets it.",
        GraderKind.InstructionFollowing =>
            "The agent kept to the instructions below wherever they apply." + (grader.Criteria.Length > 0 ? $" Above all: {grader.Criteria}" : "") + "\nIf you are very uncertain, it did not.",
        GraderKind.AudioTextMismatch =>
            "What was heard says the same as the agent's own text in everything that matters: names, ids, addresses, dates, quantities, prices, results of tools, promises and what was asked for. "
            + "Small slips of hearing, spelling and punctuation do not matter.",
        _ => grader.Criteria,
    };

    private static string Head(ConversationResult conversation) => $"Simulation: {conversation.SimulationId}\nScenario: {conversation.Settings.Scenario}";

    private static string Lines(params string[] parts) => string.Join('\n', parts.Where(part => part.Length > 0));
}
