namespace RealtimeEvals.Realtime;

/// <summary>The stage at which a case failed: the values of the column <c>failure_stage</c>.</summary>
public static class FailureStage
{
    /// <summary>The host could not be reached, or the socket broke before the session was ready.</summary>
    public const string Connection = "connection";

    /// <summary>The server refused the WebSocket handshake; the message contains the server's own error.</summary>
    public const string Handshake = "handshake";

    /// <summary>The caller's speech could not be made.</summary>
    public const string Speech = "speech";

    /// <summary>The server sent an <c>error</c> event.</summary>
    public const string ResponseError = "response_error";

    /// <summary>The response ended with a status other than <c>completed</c>.</summary>
    public const string ResponseStatus = "response_status";

    /// <summary>The server was silent for longer than its limit, or the turn took longer than its limit.</summary>
    public const string ResponseTimeout = "response_timeout";

    /// <summary>The socket closed before <c>response.done</c>.</summary>
    public const string ResponseMissingDone = "response_missing_done";

    /// <summary>The server sent something that is not a JSON event.</summary>
    public const string ResponseProtocol = "response_protocol";

    /// <summary>The model that plays the participant of an interview did not answer.</summary>
    public const string Participant = "participant";

    /// <summary>A judge did not answer, or not in the requested form.</summary>
    public const string Judge = "judge";

    /// <summary>Any other error in a conversation.</summary>
    public const string SimulationExecution = "simulation_execution";

    /// <summary>Any other error in a case of a single turn.</summary>
    public const string ExampleExecution = "example_execution";
}
