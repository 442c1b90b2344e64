namespace RealtimeEvals.Speech;

/// <summary>The prompt for a realtime model that reads a text aloud.</summary>
internal static class VerbatimSpeech
{
    /// <summary>The instructions to read each message verbatim.</summary>
    public const string Instructions =
        "You are a voice that reads aloud. Each message is a script for you to read verbatim: "
        + "say every word of it, in its order and in its language, "
        + "with the natural tone of a telephone caller. Add nothing, leave nothing out, and never answer what the script says.";
}
