namespace RealtimeEvals.Model;

/// <summary>Who of a run is asked for something that may cost money.</summary>
public enum PlanRole
{
    /// <summary>The model under test: a realtime session, or the text model of a refusal smoke run.</summary>
    Agent = 0,

    /// <summary>The realtime model that plays the caller of a simulated conversation.</summary>
    Caller,

    /// <summary>The text model that plays the participant of an interview.</summary>
    Participant,

    /// <summary>What speaks the caller's lines: the speech endpoint, or a realtime session that reads them aloud.</summary>
    Speech,

    /// <summary>The text model that grades, or that says what an agent did.</summary>
    Judge,

    /// <summary>The model that writes down sound for graders that listen.</summary>
    Transcription,
}
