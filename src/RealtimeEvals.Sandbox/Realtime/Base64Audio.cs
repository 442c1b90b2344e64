using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Audio as events carry it.</summary>
internal static class Base64Audio
{
    private const int MaximumBytes = 15 * 1024 * 1024;

    /// <summary>Decodes audio.</summary>
    /// <param name="text">The audio as Base64.</param>
    /// <param name="place">Where it stands in the event.</param>
    /// <exception cref="ProtocolException">It is not Base64, or more than 15 MiB.</exception>
    public static byte[] Decode(string text, string place)
    {
        try
        {
            byte[] audio = Convert.FromBase64String(text);
            return audio.Length <= MaximumBytes
                ? audio
                : throw new ProtocolException("invalid_value", $"Invalid '{place}': more than 15 MiB in one event.", place);
        }
        catch (FormatException)
        {
            throw new ProtocolException("invalid_value", $"Invalid '{place}': expected Base64.", place);
        }
    }
}
