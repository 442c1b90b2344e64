using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Judging;

/// <summary>The criterion and the record that a judge gets for a turn or a conversation.</summary>
/// <param name="Criteria">The criterion that must hold.</param>
/// <param name="Context">The record that is judged.</param>
internal sealed record JudgeBrief(string Criteria, string Context)
{
    /// <summary>Creates the brief for a whole conversation.</summary>
    public static JudgeBrief OfTrace(Grader grader, ConversationResult conversation)
    {
        Transcript transcript = Transcript.Of(conversation);
        return new JudgeBrief(grader.How.CriteriaOf(grader), Lines(
            Head(conversation),
            InstructionsFor(grader, conversation),
            $"Conversation:\n{transcript.Text}",
            $"Tools:\n{transcript.ToolText}"));
    }

    /// <summary>Creates the brief for one turn.</summary>
    /// <param name="grader">The grader.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="heard">The transcript of the audio, for graders that listen; otherwise empty.</param>
    public static JudgeBrief OfTurn(Grader grader, ConversationResult conversation, TurnResult turn, string heard) =>
        new(grader.How.CriteriaOf(grader), Lines(
            Head(conversation),
            InstructionsFor(grader, conversation),
            FormattableString.Invariant($"Turn: {turn.TurnIndex}"),
            $"User: {Transcript.OneLine(grader.Needs(GraderNeeds.CallerSound) ? heard : turn.UserText)}",
            $"Assistant: {Transcript.OneLine(turn.AssistantText)}",
            grader.Needs(GraderNeeds.AgentSound) ? $"Heard: {Transcript.OneLine(heard)}" : "",
            $"Tool Calls: {Transcript.ArrayOf(turn.ToolCalls.Select(Transcript.Describe))}",
            "Tool Outputs: " + Transcript.ArrayOf(turn.ToolOutputs.Select(output =>
                Transcript.Describe(output, turn.ToolCalls.FirstOrDefault(call => call.CallId == output.CallId))))));

    private static string InstructionsFor(Grader grader, ConversationResult conversation) =>
        grader.Needs(GraderNeeds.Instructions) ? $"Instructions:\n{conversation.Settings.SystemPrompt}" : "";

    private static string Head(ConversationResult conversation) =>
        $"Simulation: {conversation.SimulationId}\nScenario: {conversation.Settings.Scenario}";

    private static string Lines(params string[] parts) => string.Join('\n', parts.Where(part => part.Length > 0));
}
