using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Counts the turns that have something wrong, and names them.</summary>
internal static class TurnListing
{
    private const int Shown = 10;

    /// <summary>Returns the variable for a number of turns, which is good at 0; without any turn there is no value.</summary>
    /// <param name="test">The test.</param>
    /// <param name="metric">The name of the value.</param>
    /// <param name="among">The turns that were looked at.</param>
    /// <param name="isWrong">Whether a turn has it.</param>
    public static ConversationVariable Count(
        IConversationTest test, string metric, IEnumerable<(int Number, SpokenTurn Turn)> among, Func<SpokenTurn, bool> isWrong)
    {
        (int Number, SpokenTurn Turn)[] turns = [.. among];
        if (turns.Length == 0) return Bound.None.Judge(test, metric, null, "no such turn");
        int[] wrong = [.. turns.Where(one => isWrong(one.Turn)).Select(one => one.Number)];
        return Bound.None.Judge(test, metric, wrong.Length, Describe(wrong));
    }

    /// <summary>Returns the numbers of turns in words; empty when there is none.</summary>
    public static string Describe(IReadOnlyList<int> turns)
    {
        if (turns.Count == 0) return "";
        string numbers = string.Join(", ", turns.Take(Shown).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        string more = turns.Count > Shown ? FormattableString.Invariant($" and {turns.Count - Shown} more") : "";
        return $"{(turns.Count == 1 ? "turn" : "turns")} {numbers}{more}";
    }
}
