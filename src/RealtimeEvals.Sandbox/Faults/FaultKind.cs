namespace RealtimeEvals.Sandbox.Faults;

/// <summary>The faults that a sandbox can inject.</summary>
public enum FaultKind
{
    /// <summary>Answers the handshake with an HTTP status and a JSON error; the value is the status.</summary>
    Handshake = 0,

    /// <summary>Never answers the handshake.</summary>
    Hang,

    /// <summary>Breaks the connection after a number of events; the value is that number.</summary>
    Drop,

    /// <summary>Leaves out <c>response.done</c> and stays silent.</summary>
    NoDone,

    /// <summary>Ends the response with another status; the value is failed, incomplete or cancelled.</summary>
    Status,

    /// <summary>Sends an error event instead of a response.</summary>
    Error,

    /// <summary>Reports that the session has expired and closes with 1001.</summary>
    Expire,

    /// <summary>Waits before the first audio; the value is milliseconds.</summary>
    LateAudio,

    /// <summary>Pauses in the middle of the audio; the value is milliseconds.</summary>
    Stall,

    /// <summary>Sends text that is not JSON in the middle of the response.</summary>
    Malformed,

    /// <summary>Sends a binary frame in the middle of the response.</summary>
    Binary,

    /// <summary>Sends one event of 3 MB in many fragments.</summary>
    BigFrame,

    /// <summary>Sends an event of an unknown type.</summary>
    UnknownEvent,

    /// <summary>Closes in the middle of the response; the value is the close code.</summary>
    Close,

    /// <summary>Completes a response without any content.</summary>
    Empty,

    /// <summary>Answers the speech endpoint with an HTTP status; the value is the status.</summary>
    Speech,

    /// <summary>
    /// Spoils the judge's answer; the value is an HTTP status, or prose, truncated, string (grade "1"), two (grade 2), nothing, hang or
    /// drop.
    /// </summary>
    Judge,

    /// <summary>Spoils a transcription; the value is an HTTP status, nothing or hang.</summary>
    Transcribe,

    /// <summary>
    /// Spoils the answer of a text model; the value is an HTTP status, or wrong (the other label, or turns that nobody spoke), empty,
    /// chatty, refused, hang, drop or temperature (which is then rejected).
    /// </summary>
    Answer,

    /// <summary>
    /// Spoils a hosted evaluation; the value is an HTTP status, hang or drop for the request of a stage, or failed, canceled, expired,
    /// stuck or partial for the run.
    /// </summary>
    Hosted,

    /// <summary>
    /// Spoils the request for a short-lived key; the value is an HTTP status, hang, drop or expired (a key whose time is over).
    /// </summary>
    ClientSecret,
}
