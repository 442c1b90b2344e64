namespace RealtimeEvals.Model;

/// <summary>How a grader grades.</summary>
public enum GraderKind
{
    /// <summary>A model judges by a criterion.</summary>
    Judge = 0,

    /// <summary>The names of the called tools, without a model.</summary>
    ToolCall,

    /// <summary>The arguments of the called tools, without a model.</summary>
    ToolCallArguments,

    /// <summary>A model judges the reply by a rubric; what is doubtful passes.</summary>
    Rubric,

    /// <summary>A model judges whether the agent kept to its instructions.</summary>
    InstructionFollowing,

    /// <summary>The agent's sound is written down and compared with its transcript.</summary>
    AudioTextMismatch,

    /// <summary>The caller's sound is written down, and the reply is judged by what was really said.</summary>
    SpeechThenText,
}
