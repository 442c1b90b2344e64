namespace RealtimeEvals.TextModels;

/// <summary>A text model that answers one question.</summary>
public interface ITextModel
{
    /// <summary>Asks once; a refusal of the service that may pass is tried again.</summary>
    /// <returns>The answer; its text is empty where the model gave none.</returns>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken);
}
