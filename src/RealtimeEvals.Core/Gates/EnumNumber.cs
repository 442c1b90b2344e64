using System.Globalization;

namespace RealtimeEvals.Gates;

/// <summary>Reads a word that <c>ConvertTo-Json</c> has written as its number.</summary>
internal static class EnumNumber
{
    /// <summary>The word of a number that is defined; any other text as it is.</summary>
    /// <typeparam name="T">The words.</typeparam>
    public static string ToWord<T>(string text)
        where T : struct, Enum =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.GetName(typeof(T), number) is string word ? word : text;
}
