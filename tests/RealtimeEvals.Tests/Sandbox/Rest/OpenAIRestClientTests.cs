using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Responses;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

/// <summary>The official client's own types, to and fro.</summary>
public sealed class OpenAIRestClientTests
{
    private const string Schema =
        """{"type":"object","properties":{"grade":{"type":["integer","null"]},"rationale":{"type":"string"}},"required":["grade","rationale"],"additionalProperties":false}""";

    [Fact(Timeout = 60_000)]
    public async Task Official_client_gets_a_response_by_schema()
    {
        await using SandboxServer sandbox = RestCall.Start();
        var options = new CreateResponseOptions
        {
            Model = "gpt-5.1", Instructions = "Judge.", StoredOutputEnabled = false, MaxOutputTokenCount = 400, Metadata = { ["case"] = "a" },
            TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("grade", BinaryData.FromString(Schema), "A grade.", true) },
            ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = ResponseReasoningEffortLevel.Low },
            InputItems = { ResponseItem.CreateDeveloperMessageItem("Be fair."), ResponseItem.CreateUserMessageItem("sandbox judge: does not apply") },
        };

        ResponseResult response = await Client(sandbox).GetResponsesClient().CreateResponseAsync(options, TestContext.Current.CancellationToken);

        JsonElement answer = Given.Json(response.GetOutputText());
        Assert.Equal((JsonValueKind.Null, ResponseStatus.Completed, "gpt-5.1-sandbox"), (answer.GetProperty("grade").ValueKind, response.Status, response.Model));
        Assert.IsType<MessageResponseItem>(Assert.Single(response.OutputItems), exactMatch: false);
        Assert.True(response.Usage.InputTokenCount > 0 && response.Usage.OutputTokenCount > 0);
        Assert.Equal(response.Usage.TotalTokenCount, response.Usage.InputTokenCount + response.Usage.OutputTokenCount);
        Assert.True(response.CreatedAt > DateTimeOffset.UnixEpoch);
        Assert.StartsWith("resp_", response.Id, StringComparison.Ordinal);
        Assert.Equal("a", response.Metadata["case"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Official_client_asks_with_plain_text_and_without_options()
    {
        await using SandboxServer sandbox = RestCall.Start();

        ResponseResult response = await Client(sandbox).GetResponsesClient().CreateResponseAsync("gpt-5.2", "Was it right?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, Given.Json(response.GetOutputText()).GetProperty("grade").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task Official_client_sees_the_error_of_a_model_that_is_not_there()
    {
        await using SandboxServer sandbox = RestCall.Start();

        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(sandbox).GetResponsesClient().CreateResponseAsync("gpt-none", "x", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(404, exception.Status);
        Assert.Contains("model_not_found", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Official_client_gets_a_transcript()
    {
        await using SandboxServer sandbox = RestCall.Start();
        byte[] wav = Spoken.Wav("It is BW-48213.");
        var options = new AudioTranscriptionOptions { Language = "en", Prompt = "Numbers.", Temperature = 0.1f, ResponseFormat = AudioTranscriptionFormat.Simple };

        AudioTranscription whole = await Client(sandbox).GetAudioClient("gpt-transcribe").TranscribeAudioAsync(new MemoryStream(wav), "a name; é.wav", options, TestContext.Current.CancellationToken);
        AudioTranscription bare = await Client(sandbox).GetAudioClient("whisper-1").TranscribeAudioAsync(new MemoryStream(wav), "a.wav", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("It is BW-48213.", "It is BW-48213."), (whole.Text, bare.Text));
        Assert.NotNull(whole.Usage);
    }

    private static OpenAIClient Client(SandboxServer sandbox) => new(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = sandbox.Target.Rest });
}
