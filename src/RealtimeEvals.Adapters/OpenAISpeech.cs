using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Adapters;

/// <summary>The speech endpoint, by the OpenAI package.</summary>
internal sealed class OpenAISpeech : ISpeechSynthesizer
{
    private const int Retries = 3;

    private readonly OpenAIClient _client;
    private readonly ServiceTarget _target;

    public OpenAISpeech(ServiceTarget target)
    {
        _target = target;

        // A policy of our own: the package's default retries without any delay.
        var options = new OpenAIClientOptions { Endpoint = target.Rest, RetryPolicy = new ClientRetryPolicy(Retries) };
        var credential = new ApiKeyCredential(target.Key?.Reveal() ?? ServiceTarget.SandboxProvider);
        _client = target.Scheme == AuthenticationScheme.ApiKeyHeader
            ? new OpenAIClient(ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key"), options)
            : new OpenAIClient(credential, options);
    }

    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken };
        if (request.ClientRequestId.Length > 0) options.AddHeader("X-Client-Request-Id", request.ClientRequestId);
        using var body = BinaryContent.CreateJson(new { model = request.Model, voice = request.Voice, input = request.Text, response_format = "pcm" });
        try
        {
            ClientResult speech = await _client.GetAudioClient(request.Model).GenerateSpeechAsync(body, options);
            return speech.GetRawResponse().Content.ToMemory();
        }
        catch (ClientResultException exception)
        {
            throw new SpeechException($"the speech endpoint refused: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AggregateException)
        {
            throw new SpeechException($"the speech endpoint at {_target.Rest?.Host} could not be reached: {exception.Message}", exception);
        }
    }
}
