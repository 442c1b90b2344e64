using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>A prompt for one side of an interview.</summary>
public sealed record EvalPrompt
{
    /// <summary>The name: that of the file without <c>.txt</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The side that the name says it is for.</summary>
    public PromptRole Role { get; init; }

    /// <summary>SHA-256 in hex of the text with LF as line break, in Unicode's form C and trimmed: the same on every machine.</summary>
    public string Id { get; init; } = "";

    /// <summary>The id that the benchmark platform of vCDR gives to the prompt when its lines end in LF: 16 hex digits.</summary>
    public string SeedIdLf { get; init; } = "";

    /// <summary>The id that the benchmark platform of vCDR gives to the prompt when its lines end in CRLF: 16 hex digits.</summary>
    public string SeedIdCrlf { get; init; } = "";

    /// <summary>The words by which the interviewer ends the interview; empty when the prompt does not have them.</summary>
    public string EndCue { get; init; } = "";

    /// <summary>The names in double braces that still have no value, each once, in the order of the text.</summary>
    public ValueList<string> Placeholders { get; init; } = ValueList<string>.Empty;

    /// <summary>Number of words.</summary>
    public int WordCount { get; init; }

    /// <summary>The text, with LF as line break.</summary>
    public string Text { get; init; } = "";

    /// <summary>SHA-256 of the file in hex; empty for a prompt that is in no file.</summary>
    internal string FileSha256 { get; init; } = "";

    /// <summary>The absolute path of the file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Returns the name, the role and the start of the id on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Name} ({Role}, {(Id.Length > 12 ? Id[..12] : Id)})");
}

/// <summary>The side of an interview that a prompt is for.</summary>
public enum PromptRole
{
    /// <summary>The name of the prompt does not say.</summary>
    Unknown = 0,

    /// <summary>The side that asks: the agent under test.</summary>
    Interviewer,

    /// <summary>The side that answers: a model that plays a person.</summary>
    Participant,
}
