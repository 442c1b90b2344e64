using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Adapters;

/// <summary>Synthesizes speech on the speech endpoint, with the OpenAI package.</summary>
internal sealed class OpenAISpeech(ServiceTarget target, RetryTerms terms, TimeProvider time) : ISpeechSynthesizer
{
    private readonly OpenAIClient _client = OpenAIConnection.Open(target, terms, time, LimitedBodies.MaximumSpeechBytes);

    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        // Without an address the package would call OpenAI, with the key of another service.
        if (target.Rest is null)
        {
            throw new SpeechException($"the address of the speech endpoint cannot be told from {target.ShownRealtime}");
        }

        using var body = BinaryContent.CreateJson(new
        {
            model = request.Model,
            voice = request.Voice,
            input = request.Text,
            response_format = "pcm",
        });
        try
        {
            ClientResult speech = await _client.GetAudioClient(request.Model).GenerateSpeechAsync(
                body, OpenAIConnection.Request(request.ClientRequestId, cancellationToken));
            PipelineResponse response = speech.GetRawResponse();

            // The endpoint does not say how many tokens it used.
            request.Used(new TokenUsage());
            string type = response.Headers.TryGetValue("Content-Type", out string? named) ? named ?? "" : "";
            bool isWords = type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
            if (isWords) throw new SpeechException("the speech endpoint sent words instead of sound.");
            return response.Content.ToMemory();
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SpeechException(OpenAIFailure.Describe(exception, "the speech endpoint", target), exception)
            {
                Code = OpenAIFailure.CodeOf(exception),
                IsModelMissing = OpenAIFailure.IsModelMissing(exception),
            };
        }
    }
}
