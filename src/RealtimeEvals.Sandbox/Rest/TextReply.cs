using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>The answer of a text model.</summary>
/// <param name="Text">The text; null for no answer at all.</param>
/// <param name="Refusal">The words of a refusal; null when the model did not refuse.</param>
internal sealed record TextReply(string? Text, string? Refusal = null)
{
    private const string Yes = "ALLOW";
    private const string No = "REFUSE";

    /// <summary>The text or the words of a refusal; empty when there is neither.</summary>
    public string Words => Refusal ?? Text ?? "";

    /// <summary>Whether a fault changes the text rather than the whole HTTP response.</summary>
    public static bool IsSpoiledBy(SandboxFault fault) => fault.Value is "wrong" or "empty" or "chatty" or "refused";

    /// <summary>Returns a label of the text rules, spoiled by a fault if there is one.</summary>
    /// <param name="right">The label of the rules.</param>
    /// <param name="fault">The fault; null when there is none.</param>
    public static TextReply OfLabel(string right, SandboxFault? fault) => Of(right, right == Yes ? No : Yes, fault);

    /// <summary>Returns an answer, spoiled by a fault if there is one.</summary>
    /// <param name="right">The right answer.</param>
    /// <param name="wrong">A wrong answer of the same form.</param>
    /// <param name="fault">The fault; null when there is none.</param>
    public static TextReply Of(string right, string wrong, SandboxFault? fault) => fault?.Value switch
    {
        "wrong" => new TextReply(wrong),
        "empty" => new TextReply(""),
        "chatty" => new TextReply($"All things considered, my answer is {right}, though it depends."),
        "refused" => new TextReply(null, "I'm sorry, but I can't assist with that."),
        _ => new TextReply(right),
    };
}
