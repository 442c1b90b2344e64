namespace RealtimeEvals.Pages;

/// <summary>
/// The numbers of an interview's lines: each is a turn of its own for tests and lists, where the record has a turn for two.
/// </summary>
internal static class LineNumbers
{
    /// <summary>Names turns by the lines in them.</summary>
    public static IEnumerable<TurnPart> Add(IEnumerable<TurnPart> turns)
    {
        int said = 0;
        foreach (TurnPart turn in turns)
        {
            int first = said + 1;
            said += (turn.Caller.Length > 0 ? 1 : 0) + (turn.Agent.Length > 0 ? 1 : 0);
            string title = said > first
                ? FormattableString.Invariant($"Turns {first} and {said}")
                : FormattableString.Invariant($"Turn {first}");
            yield return turn with { Title = title };
        }
    }
}
