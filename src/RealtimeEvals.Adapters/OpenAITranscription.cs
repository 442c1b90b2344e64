using System.ClientModel;
using System.Net.Http.Headers;
using System.Text.Json;
using OpenAI;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Adapters;

/// <summary>Transcribes on the transcription endpoint, with the OpenAI package.</summary>
internal sealed class OpenAITranscription(ServiceTarget target, RetryTerms terms, TimeProvider time) : ITranscriber
{
    private const string Endpoint = "the transcription endpoint";

    private readonly OpenAIClient _client = OpenAIConnection.Open(target, terms, time);

    public async Task<string> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken)
    {
        // Without an address the package would call OpenAI, with the key of another service.
        if (target.Rest is null) throw new SpeechException($"the address of {Endpoint} cannot be told from {target.ShownRealtime}");
        using MultipartFormDataContent form = Form(request);
        using var body = BinaryContent.Create(BinaryData.FromBytes(await form.ReadAsByteArrayAsync(cancellationToken)));
        try
        {
            ClientResult result = await _client.GetAudioClient(request.Model).TranscribeAudioAsync(
                body, form.Headers.ContentType!.ToString(), OpenAIConnection.Request(request.ClientRequestId, cancellationToken));
            return result.GetRawResponse().Content.ToObjectFromJson<Answer>(JsonSerializerOptions.Web)?.Text
                ?? throw new JsonException("an answer without a text");
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SpeechException(OpenAIFailure.Describe(exception, Endpoint, target), exception)
            {
                Code = OpenAIFailure.CodeOf(exception),
            };
        }
    }

    private static MultipartFormDataContent Form(TranscriptionRequest request)
    {
        var wav = new ReadOnlyMemoryContent(request.Wav);
        wav.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        return new MultipartFormDataContent
        {
            { new StringContent(request.Model), "model" },
            { new StringContent("json"), "response_format" },
            { wav, "file", "audio.wav" },
        };
    }

    private sealed record Answer(string? Text);
}
