namespace RealtimeEvals.Realtime;

/// <summary>The server events that mean something to a turn; every other one is <see cref="Other"/>.</summary>
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
