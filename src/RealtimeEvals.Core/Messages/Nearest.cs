namespace RealtimeEvals.Messages;

/// <summary>Finds what somebody may have meant.</summary>
public static class Nearest
{
    /// <summary>
    /// The known word that is the fewest changed, missing or added letters away, without regard to case; null when nothing is known.
    /// </summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been written.</param>
    public static string? Of(string word, IEnumerable<string> known) =>
        known.MinBy(one => Distance(word.ToUpperInvariant(), one.ToUpperInvariant()));

    /// <summary>The same as a part of a sentence: <c>; the nearest is 'word'</c>, or nothing.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been written.</param>
    public static string Told(string word, IEnumerable<string> known) =>
        Of(word, known) is string nearest ? $"; the nearest is '{nearest}'" : "";

    /// <summary>How many letters must be put in, left out or changed to make one word of the other.</summary>
    internal static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
