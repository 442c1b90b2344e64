namespace RealtimeEvals.Sandbox.Rest;

/// <summary>A question to a text model.</summary>
/// <param name="Messages">The messages, with their roles.</param>
/// <param name="Format">The form that the answer must have.</param>
/// <param name="HasTemperature">Whether the request has a temperature.</param>
/// <param name="Apart">The instructions apart from the messages; empty when there are none.</param>
internal sealed record Question(IReadOnlyList<ChatMessage> Messages, AnswerFormat Format, bool HasTemperature, string Apart = "")
{
    /// <summary>The text of all messages, separated by line breaks.</summary>
    public string Input => string.Join('\n', Messages.Select(message => message.Text));

    /// <summary>The instructions, followed by the system and developer messages.</summary>
    public string Instructions => string.Join(
        '\n',
        Messages.Where(message => message.Role is "system" or "developer").Select(message => message.Text).Prepend(Apart));

    /// <summary>The last message of the user; empty when there is none.</summary>
    public string Asked => Last("user");

    /// <summary>The last message of the model; empty when there is none.</summary>
    public string Said => Last("assistant");

    private string Last(string role) => Messages.LastOrDefault(message => message.Role == role)?.Text ?? "";
}
