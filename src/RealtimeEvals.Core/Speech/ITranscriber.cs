namespace RealtimeEvals.Speech;

/// <summary>Writes down what is said in a recording.</summary>
public interface ITranscriber
{
    /// <summary>Transcribes once; a refusal that may pass is tried again.</summary>
    /// <returns>The words; empty when none were understood.</returns>
    /// <exception cref="SpeechException">No transcript came back.</exception>
    Task<string> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken);
}
