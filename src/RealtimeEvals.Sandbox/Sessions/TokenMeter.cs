namespace RealtimeEvals.Sandbox.Sessions;

/// <summary>
/// Plausible token counts that depend on nothing but the content: four characters of text, 100 ms of input or 50 ms of output audio a
/// token.
/// </summary>
internal static class TokenMeter
{
    public static int Text(string text) => (text.Length + 3) / 4;

    public static int InputAudio(TimeSpan duration) => (int)Math.Ceiling(duration.TotalMilliseconds / 100);

    public static int OutputAudio(TimeSpan duration) => (int)Math.Ceiling(duration.TotalMilliseconds / 50);
}
