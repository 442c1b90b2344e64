using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>The turns of one planned conversation: how long the caller's lines are. The agent's answers are as long as assumed.</summary>
/// <param name="lines">Minutes of each line of the caller; 0 for a line that is given as text.</param>
internal sealed class TurnsOfPlan(IReadOnlyList<double> lines)
{
    private const int AnswerText = SpokenLength.AssumedTextTokens;
    private static readonly long Answer = SpokenLength.Spoken(SpokenLength.AssumedMinutes);

    /// <summary>Number of turns.</summary>
    public int Count => lines.Count;

    /// <summary>Minutes of the caller's lines.</summary>
    public double HeardMinutes => lines.Sum();

    /// <summary>Minutes of the agent's answers.</summary>
    public double SpokenMinutes => Count * SpokenLength.AssumedMinutes;

    /// <summary>Returns turns whose lines a model will say.</summary>
    public static TurnsOfPlan Unwritten(int count) => new([.. Enumerable.Repeat(SpokenLength.AssumedMinutes, count)]);

    /// <summary>Returns turns whose lines are given as text.</summary>
    public static TurnsOfPlan Typed(int count) => new([.. Enumerable.Repeat(0.0, count)]);

    /// <summary>
    /// Returns what the agent takes. Each answer gets all lines and all earlier answers; an answer after a tool call gets about as much as
    /// the other answers do.
    /// </summary>
    /// <param name="model">The agent's model.</param>
    /// <param name="instructions">Tokens of its instructions and tools.</param>
    /// <param name="toolCalls">Calls of tools that are expected, each of which takes one more answer.</param>
    /// <param name="lineText">Tokens of text of each line, where lines are given as text.</param>
    public PlannedUse Agent(string model, long instructions, int toolCalls, int lineText = 0)
    {
        int calls = Count == 0 ? 0 : Count + toolCalls;
        long audio = lines.Select((line, index) => (Count - index) * SpokenLength.Heard(line)).Sum() + (Answer * Earlier);
        long text = ((long)lineText * Count * (Count + 1) / 2) + (instructions * Count);
        return new PlannedUse(PlanRole.Agent, model, 1, calls)
        {
            TextInput = WithToolCalls(text, calls),
            TextOutput = (long)AnswerText * calls,
            AudioInput = WithToolCalls(audio, calls),
            AudioOutput = Answer * Count,
            Minutes = HeardMinutes + SpokenMinutes,
        };
    }

    /// <summary>Returns what a realtime model takes that says the caller's lines, and reads the conversation before each.</summary>
    /// <param name="model">The caller's model.</param>
    /// <param name="instructions">Tokens of its instructions.</param>
    public PlannedUse Caller(string model, long instructions) => new(PlanRole.Caller, model, 1, Count)
    {
        TextInput = (instructions * Count) + (2L * AnswerText * Earlier),
        TextOutput = (long)AnswerText * Count,
        AudioInput = 0,
        AudioOutput = Answer * Count,
        Minutes = HeardMinutes + SpokenMinutes,
    };

    /// <summary>Returns what a text model takes that writes all lines but the first.</summary>
    /// <param name="model">The participant's model.</param>
    /// <param name="instructions">Tokens of its instructions.</param>
    public PlannedUse Participant(string model, long instructions)
    {
        int calls = Math.Max(0, Count - 1);
        return new PlannedUse(PlanRole.Participant, model, 1, calls)
        {
            TextInput = (instructions * calls) + (2L * AnswerText * Earlier),
            TextOutput = (long)AnswerText * calls,
            AudioInput = 0,
            AudioOutput = 0,
        };
    }

    /// <summary>Turns that came before, added up over all turns.</summary>
    private long Earlier => (long)Count * (Count - 1) / 2;

    private long WithToolCalls(long tokens, int calls) => Count == 0 ? 0 : tokens * calls / Count;
}
