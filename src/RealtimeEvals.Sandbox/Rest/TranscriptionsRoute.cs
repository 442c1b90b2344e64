using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>POST /v1/audio/transcriptions</c>: demodulates the speech in a WAV file.</summary>
internal sealed class TranscriptionsRoute(FaultPlan faults, TimeProvider time)
{
    private const int MaximumBodyBytes = 25 * 1024 * 1024;
    private static readonly TimeSpan ShortestAudio = TimeSpan.FromMilliseconds(100);

    private static readonly Shape Request = Shape.Object(
        ("file!", Shape.Text),
        ("model!", Shape.Text),
        ("response_format", Shape.OneOf("json", "text")),
        ("language", Shape.Text),
        ("prompt", Shape.Text),
        ("temperature", Shape.Number(0, 1)));

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        SandboxFault? fault = faults.Take(context.Request.Headers["X-Client-Request-Id"] ?? "", FaultKind.Transcribe);
        if (await HttpFault.PlayAsync(context, fault, "Nothing was transcribed (injected).", time, cancellationToken)) return;
        try
        {
            ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context.Request, MaximumBodyBytes, cancellationToken);
            IReadOnlyDictionary<string, FormPart> form = MultipartForm.Read(context.Request.ContentType, body);
            Check(form);
            WavAudio wav = ReadFile(form["file"]);
            ReadOnlyMemory<byte> pcm = AudioConverter.Convert(wav.Data, wav.Format, AudioFormat.Pcm24K);
            string text = fault is { Value: "nothing" } ? "" : FskHearing.Listen(PcmSamples.Decode(pcm.Span, AudioEncoding.Pcm16)).Text;
            await AnswerAsync(context, form, text, wav.Duration, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    /// <summary>Validates the form in the same way as JSON requests; a file is represented by its name.</summary>
    private static void Check(IReadOnlyDictionary<string, FormPart> form)
    {
        var fields = new JsonObject(form.Values.Select(part => KeyValuePair.Create(part.Name, Value(part))));
        Request.Check(JsonSerializer.SerializeToElement(fields), "");
        if (form["file"].FileName is null)
        {
            throw new ProtocolException("invalid_type", "Invalid type for 'file': expected a file, but got a string instead.", "file");
        }

        if (form.Values.FirstOrDefault(part => part.FileName is not null && part.Name != "file") is FormPart wrong)
        {
            throw new ProtocolException(
                "invalid_type", $"Invalid type for '{wrong.Name}': expected a string, but got a file instead.", wrong.Name);
        }

        string model = form["model"].Text;
        if (ModelCatalog.Shipped.Find(model) is not { Kind: "transcription" })
        {
            throw new ProtocolException(
                "model_not_found", $"The model '{model}' does not exist or you do not have access to it.", "model");
        }
    }

    private static JsonNode? Value(FormPart part)
    {
        if (part.FileName is not null) return part.FileName;
        return part.Name == "temperature"
            && double.TryParse(part.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
                ? number
                : part.Text;
    }

    private static WavAudio ReadFile(FormPart file)
    {
        try
        {
            WavAudio wav = WavReader.Read(file.Content);
            return wav.Duration >= ShortestAudio
                ? wav
                : throw new ProtocolException(
                    "audio_too_short", "Audio file is too short. Minimum audio length is 0.1 seconds.", "file");
        }
        catch (WavException exception)
        {
            throw new ProtocolException(
                "invalid_value", $"Invalid file format: {exception.Message} The sandbox reads mono WAV files.", "file");
        }
    }

    private static Task AnswerAsync(
        HttpListenerContext context,
        IReadOnlyDictionary<string, FormPart> form,
        string text,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        if (form.TryGetValue("response_format", out FormPart? format) && format.Text == "text")
        {
            byte[] content = Encoding.UTF8.GetBytes($"{text}\n");
            return HttpReply.BytesAsync(context, HttpStatusCode.OK, "text/plain; charset=utf-8", content, cancellationToken);
        }

        int prompt = TokenMeter.Text(form.TryGetValue("prompt", out FormPart? given) ? given.Text : "");
        int audio = TokenMeter.InputAudio(duration);
        int output = TokenMeter.Text(text);
        var usage = new
        {
            type = "tokens",
            input_tokens = prompt + audio,
            input_token_details = new { text_tokens = prompt, audio_tokens = audio },
            output_tokens = output,
            total_tokens = prompt + audio + output,
        };
        return HttpReply.JsonAsync(context, HttpStatusCode.OK, new { text, usage }, cancellationToken);
    }
}
