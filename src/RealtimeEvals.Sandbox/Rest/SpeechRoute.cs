using System.Net;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Validation;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>POST /v1/audio/speech</c>: text in the sandbox's voice, as raw PCM or WAV.</summary>
internal sealed class SpeechRoute(FaultPlan faults)
{
    private const int MaximumBodyBytes = 1024 * 1024;

    private static readonly Shape Request = Shape.Object(
        ("model!", Shape.Text), ("input!", Shape.TextUpTo(4096)), ("voice!", Shape.OneOf([.. ModelCatalog.Shipped.SpeechVoices])),
        ("response_format", Shape.OneOf("pcm", "wav")),
        ("instructions", Shape.Text), ("speed", Shape.Number(0.25, 4)), ("stream_format", Shape.OneOf("audio")));

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        if (faults.Take(context.Request.Headers["X-Client-Request-Id"] ?? "", FaultKind.Speech) is SandboxFault fault)
        {
            await HttpReply.ErrorAsync(
                context,
                (HttpStatusCode)fault.Amount,
                HttpReply.CodeOf(fault.Amount),
                "No speech was made (injected).",
                cancellationToken);
            return;
        }

        try
        {
            using JsonDocument body = await RequestBody.ReadJsonAsync(context.Request, MaximumBodyBytes, cancellationToken);
            Request.Check(body.RootElement, "");
            string model = body.RootElement.GetProperty("model").GetString()!;
            if (ModelCatalog.Shipped.Find(model) is not { Kind: "speech" })
            {
                throw new ProtocolException("model_not_found", $"The model '{model}' does not exist.", "model");
            }

            string text = body.RootElement.GetProperty("input").GetString()!;
            if (text.Trim().Length == 0) throw new ProtocolException("invalid_value", "Invalid 'input': empty.", "input");
            byte[] speech = PcmSamples.Encode(FskVoice.Speak(text), AudioEncoding.Pcm16);
            bool isWav = !body.RootElement.TryGetProperty("response_format", out JsonElement format) || format.GetString() == "wav";
            string mediaType = isWav ? "audio/wav" : "audio/pcm";
            byte[] content = isWav ? WavWriter.ToBytes(AudioFormat.Pcm24K, speech) : speech;
            await HttpReply.BytesAsync(context, HttpStatusCode.OK, mediaType, content, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.ErrorAsync(
                context, HttpStatusCode.BadRequest, exception.Code, exception.Message, cancellationToken, exception.Param);
        }
    }
}
