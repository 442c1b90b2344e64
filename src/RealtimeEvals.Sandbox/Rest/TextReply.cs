using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>What a text model answers.</summary>
/// <param name="Text">The words; null for none at all.</param>
/// <param name="Refusal">The words by which the model itself declined to answer; null where it did not.</param>
internal sealed record TextReply(string? Text, string? Refusal = null)
{
    private const string Yes = "ALLOW";
    private const string No = "REFUSE";

    /// <summary>The words, whatever they are; empty for none.</summary>
    public string Words => Refusal ?? Text ?? "";

    /// <summary>Whether a fault changes words rather than the whole HTTP answer.</summary>
    public static bool IsSpoiledBy(SandboxFault fault) => fault.Value is "wrong" or "empty" or "chatty" or "refused";

    /// <summary>An answer of a text mind, spoiled where a fault says so.</summary>
    /// <param name="right">What the mind says.</param>
    /// <param name="fault">The fault; null for none.</param>
    public static TextReply Of(string right, SandboxFault? fault) => fault?.Value switch
    {
        "wrong" => new TextReply(right == Yes ? No : Yes),
        "empty" => new TextReply(""),
        "chatty" => new TextReply($"All things considered, my answer is {right}, though it depends."),
        "refused" => new TextReply(null, "I'm sorry, but I can't assist with that."),
        _ => new TextReply(right),
    };
}
