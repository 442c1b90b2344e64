using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>What can go wrong on one side of a conversation.</summary>
internal static class ConversationFaults
{
    /// <summary>
    /// A fault of the second turn; its stage, empty where it does no harm; part of its message; whether the agent was heard before it.
    /// </summary>
    public static readonly (string Fault, string Stage, string Words, bool IsHeard)[] OfTurn =
    [
        ("drop:1", FailureStage.ResponseMissingDone, "", false),
        ("drop:12", FailureStage.ResponseMissingDone, "", true),
        ("no-done", FailureStage.ResponseTimeout, "no event for 4 s while waiting for response.done", true),
        ("status:failed", FailureStage.ResponseStatus, "The model could not finish the response (injected).", true),
        ("status:incomplete", FailureStage.ResponseStatus, "max_output_tokens", true),
        ("status:cancelled", FailureStage.ResponseStatus, "client_cancelled", true),
        ("error", FailureStage.ResponseError, "The server had an error while processing your request (injected).", false),
        ("expire", FailureStage.ResponseError, "maximum duration of 60 minutes", true),
        ("stall:60000", FailureStage.ResponseTimeout, "no event for 4 s", true),
        ("malformed", FailureStage.ResponseProtocol, "not valid JSON", true),
        ("binary", FailureStage.ResponseProtocol, "binary frame", true),
        ("close:1001", FailureStage.ResponseMissingDone, "1001: going away", true),
        ("late-audio:200", "", "", true),
        ("stall:200", "", "", true),
        ("big-frame", "", "", true),
        ("unknown-event", "", "", true),
    ];

    /// <summary>A fault of the connection; its stage, empty where it does no harm; part of its message.</summary>
    public static readonly (string Fault, string Stage, string Words)[] OfConnection =
    [
        ("handshake:403", FailureStage.Handshake, "The connection was refused (injected)."),
        ("handshake:404", FailureStage.Handshake, "model_not_found"),
        ("handshake:429", FailureStage.Handshake, "rate_limit_exceeded"),
        ("handshake:500", FailureStage.Handshake, "HTTP 500"),
        ("handshake:429x1", "", ""),
        ("hang", FailureStage.Connection, "no answer"),
        ("drop:1", FailureStage.Connection, ""),
    ];

    /// <summary>The faults of a turn on both sides.</summary>
    public static TheoryData<string, string, string, string, bool> TurnRows
    {
        get
        {
            var data = new TheoryData<string, string, string, string, bool>();
            foreach ((string fault, string stage, string words, bool isHeard) in OfTurn)
            {
                data.Add("assistant", fault, stage, words, isHeard);
                data.Add("simulator", fault, stage, words, isHeard);
            }

            return data;
        }
    }

    /// <summary>The faults of a connection on both sides.</summary>
    public static TheoryData<string, string, string, string> ConnectionRows
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach ((string fault, string stage, string words) in OfConnection)
            {
                data.Add("assistant", fault, stage, words);
                data.Add("simulator", fault, stage, words);
            }

            return data;
        }
    }
}
