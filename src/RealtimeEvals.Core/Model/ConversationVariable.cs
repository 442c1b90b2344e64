using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One value that a test of a conversation gave.</summary>
public sealed record ConversationVariable
{
    /// <summary>The conversation: the id of its run, or the name of its file.</summary>
    public string Conversation { get; init; } = "";

    /// <summary>The test.</summary>
    public required string Test { get; init; }

    /// <summary>The name of the value.</summary>
    public required string Metric { get; init; }

    /// <summary>The value; null when there is none.</summary>
    public double? Value { get; init; }

    /// <summary>What the test thinks of the value.</summary>
    public VariableStatus Status { get; init; }

    /// <summary>When the value is good and when it is a warning, in words; empty when it has no bounds.</summary>
    public string Bounds { get; init; } = "";

    /// <summary>Where it shows, or why there is no value: turns by their numbers from 1; empty when there is nothing to say.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Returns the conversation, the value and the status on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{Conversation}: {Test}: {Metric} is {(Value is double value ? value : "unknown")}, {Status}"));
}

/// <summary>The words of the benchmark platform of vCDR for what a test thinks of a value.</summary>
internal static class VariableWord
{
    /// <summary>Returns the status that a word says; Inconclusive for any other word.</summary>
    public static VariableStatus ToStatus(string word) => word switch
    {
        "good" => VariableStatus.Good,
        "warning" => VariableStatus.Warning,
        "poor" => VariableStatus.Poor,
        _ => VariableStatus.Inconclusive,
    };
}

/// <summary>What a test of a conversation thinks of one value. Without a bound that applies there is no opinion.</summary>
public enum VariableStatus
{
    /// <summary>There is no value, or no bound for it: never good and never poor.</summary>
    Inconclusive = 0,

    /// <summary>The value is as it should be.</summary>
    Good,

    /// <summary>The value is worth a look.</summary>
    Warning,

    /// <summary>The value is not as it should be.</summary>
    Poor,
}
