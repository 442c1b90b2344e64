namespace RealtimeEvals.Sandbox.Rest;

/// <summary>What a text model is asked.</summary>
/// <param name="Messages">What was written, by whom.</param>
/// <param name="MayNotApply">Whether the schema of the answer has a grade that may be null.</param>
/// <param name="HasTemperature">Whether a temperature was asked for.</param>
/// <param name="Instructions">What the model is told apart from the messages; empty for nothing.</param>
internal sealed record Question(IReadOnlyList<ChatMessage> Messages, bool MayNotApply, bool HasTemperature, string Instructions = "")
{
    /// <summary>All text of all messages, one below the other.</summary>
    public string Input => string.Join('\n', Messages.Select(message => message.Text));

    /// <summary>
    /// All that the model was told before it was asked: the instructions, then the messages of the system and the developer.
    /// </summary>
    public string Told => string.Join(
        '\n',
        Messages.Where(message => message.Role is "system" or "developer").Select(message => message.Text).Prepend(Instructions));

    /// <summary>What the user wrote last; empty for nothing.</summary>
    public string Asked => Last("user");

    /// <summary>What the model is said to have written last; empty for nothing.</summary>
    public string Said => Last("assistant");

    private string Last(string role) => Messages.LastOrDefault(message => message.Role == role)?.Text ?? "";
}
