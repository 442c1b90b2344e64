namespace RealtimeEvals.Model;

/// <summary>Why a conversation ended.</summary>
public enum EndReason
{
    /// <summary>The infrastructure failed.</summary>
    Failed = 0,

    /// <summary>The caller ended the call.</summary>
    EndCall,

    /// <summary>Every line of the script was said and answered.</summary>
    ScriptEnd,

    /// <summary>The limit of turns was reached.</summary>
    MaxTurns,

    /// <summary>The caller's line broke a rule; it was not played to the agent.</summary>
    InvalidCaller,

    /// <summary>The agent's response had no audio, no text and no call.</summary>
    AgentSilent,

    /// <summary>The agent exceeded the limit of tool rounds in a turn.</summary>
    ToolLoop,

    /// <summary>The agent said the words that end an interview.</summary>
    Cue,

    /// <summary>The limit of time was reached.</summary>
    TimeLimit,

    /// <summary>The limit of cost was reached.</summary>
    CostLimit,

    /// <summary>The user stopped the run.</summary>
    Cancelled,

    /// <summary>The conversation was not held, because the run was stopped before it.</summary>
    NotHeld,
}
