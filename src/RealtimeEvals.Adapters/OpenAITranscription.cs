using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Adapters;

/// <summary>The transcription endpoint, by the OpenAI package.</summary>
internal sealed class OpenAITranscription(ServiceTarget target) : ITranscriber
{
    public Task<string> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken) => throw new SpeechException($"no transcription at {target.Rest}");
}
