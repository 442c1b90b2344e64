using RealtimeEvals.Datasets;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Text as it is compared: case, punctuation and spaces do not matter.</summary>
internal static class Spoken
{
    /// <summary>Returns the words of a text.</summary>
    public static string[] Words(string text) =>
        Normalizer.Apply(text, Normalizer.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
