namespace RealtimeEvals.Messages;

/// <summary>Finds the known word most similar to a misspelled one.</summary>
internal static class Nearest
{
    /// <summary>Returns the known word with the smallest edit distance, ignoring case; null when no word is known.</summary>
    /// <param name="word">The misspelled word.</param>
    /// <param name="known">The valid words.</param>
    public static string? Of(string word, IEnumerable<string> known) =>
        known.MinBy(one => Distance(word.ToUpperInvariant(), one.ToUpperInvariant()));

    /// <summary>Returns the nearest word as part of a sentence: <c>; the nearest is 'word'</c>, or an empty text.</summary>
    /// <param name="word">The misspelled word.</param>
    /// <param name="known">The valid words.</param>
    public static string Suggest(string word, IEnumerable<string> known) =>
        Of(word, known) is string nearest ? $"; the nearest is '{nearest}'" : "";

    /// <summary>Returns the Levenshtein distance: the number of letters to insert, delete or replace.</summary>
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
