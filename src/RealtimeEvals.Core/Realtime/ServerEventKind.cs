namespace RealtimeEvals.Realtime;

/// <summary>The server events that matter to a turn; all others are <see cref="Other"/>.</summary>
internal enum ServerEventKind
{
    Other = 0,
    SessionCreated,
    SessionUpdated,
    Error,
    ResponseCreated,
    ResponseDone,
    OutputItem,
    OutputItemDone,
    ConversationItem,
    ConversationItemDone,
    AudioDelta,
    TranscriptDelta,
    TranscriptDone,
    TextDelta,
    TextDone,
    ArgumentsDelta,
    ArgumentsDone,
    SpeechStarted,
    SpeechStopped,
}
