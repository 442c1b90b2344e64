using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Realtime;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class OpenAIClientTests
{
    private const string Model = "gpt-realtime-2.1";
    private const string Balance = "Hi, um, could you tell me the balance on my account? The number is BW-48213, please.";

    [Fact(Timeout = 300_000)]
    public async Task Official_client_completes_a_spoken_turn_with_a_tool()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        CancellationToken limit = TestContext.Current.CancellationToken;
        BinaryData speech = await SpeakAsync(sandbox, Balance);
        var client = new RealtimeClient(new ApiKeyCredential("none"), new RealtimeClientOptions { Endpoint = sandbox.Target.Rest });
        using RealtimeSessionClient session = await client.StartConversationSessionAsync(Model, cancellationToken: limit);
        await session.ConfigureConversationSessionAsync(Configuration(), limit);
        await session.SendInputAudioAsync(speech, limit);
        await session.CommitPendingAudioAsync(limit);
        await session.StartResponseAsync(limit);

        var seen = new List<RealtimeServerUpdate>();
        await using IAsyncEnumerator<RealtimeServerUpdate> updates = session.ReceiveUpdatesAsync(limit).GetAsyncEnumerator(limit);
        RealtimeResponse first = await FinishAsync(updates, seen);
        RealtimeFunctionCallItem call = Assert.Single(first.OutputItems.OfType<RealtimeFunctionCallItem>());
        await session.AddItemAsync(RealtimeItem.CreateFunctionCallOutputItem(call.CallId, """{"balance":12.5}"""), limit);
        await session.StartResponseAsync(limit);
        RealtimeResponse second = await FinishAsync(updates, seen);

        Assert.Equal("get_account_balance", call.FunctionName);
        Assert.Equal("BW-48213", call.FunctionArguments.ToObjectFromJson<JsonElement>().GetProperty("account_id").GetString());
        Assert.Equal((RealtimeResponseStatus.Completed, RealtimeResponseStatus.Completed), (first.Status!.Value, second.Status!.Value));
        Assert.IsType<RealtimeMessageItem>(Assert.Single(second.OutputItems));
        Assert.True(second.Usage.InputTokenCount > 0);
        Assert.True(seen.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Sum(delta => delta.Delta.ToMemory().Length) > 10_000);
        Assert.Empty(seen.OfType<RealtimeServerUpdateError>().Select(error => error.Error.Message));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', seen.Select(update => update.GetType().Name).Distinct()));
        Assert.All(seen, update => Assert.True(update.GetType().IsPublic, $"{update.Kind} came as {update.GetType().Name}"));
        Assert.True(seen.Select(update => update.GetType()).Distinct().Count() >= 18);
    }

    [Fact(Timeout = 300_000)]
    public async Task Official_client_sees_the_error_of_an_event_that_is_refused()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        CancellationToken limit = TestContext.Current.CancellationToken;
        var client = new RealtimeClient(new ApiKeyCredential("none"), new RealtimeClientOptions { Endpoint = sandbox.Target.Rest });
        using RealtimeSessionClient session = await client.StartConversationSessionAsync(Model, cancellationToken: limit);
        await session.CommitPendingAudioAsync(limit);

        RealtimeServerUpdateError? error = null;
        await foreach (RealtimeServerUpdate update in session.ReceiveUpdatesAsync(limit))
        {
            error = update as RealtimeServerUpdateError;
            if (error is not null) break;
        }

        Assert.Equal("input_audio_buffer_commit_empty", error!.Error.Code);
    }

    private static RealtimeConversationSessionOptions Configuration()
    {
        var input = new RealtimeConversationSessionInputAudioOptions
        {
            AudioTranscriptionOptions = new RealtimeAudioTranscriptionOptions { Model = "gpt-transcribe" },
        };
        input.DisableTurnDetection();
        var options = new RealtimeConversationSessionOptions
        {
            Instructions = "Help the caller.",
            AudioOptions = new RealtimeConversationSessionAudioOptions { InputAudioOptions = input },
        };
        using var tools = JsonDocument.Parse(File.ReadAllText(ProductData.PathOf("crawl", "tools.json")));
        foreach (JsonElement tool in tools.RootElement.EnumerateArray())
        {
            options.Tools.Add(new RealtimeFunctionTool(tool.GetProperty("name").GetString()!)
            {
                FunctionDescription = tool.GetProperty("description").GetString()!,
                FunctionParameters = BinaryData.FromString(tool.GetProperty("parameters").GetRawText()),
            });
        }

        return options;
    }

    private static async Task<BinaryData> SpeakAsync(SandboxServer sandbox, string text)
    {
        var audio = new AudioClient(
            "gpt-4o-mini-tts", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = sandbox.Target.Rest });
        return await audio.GenerateSpeechAsync(
            text,
            GeneratedSpeechVoice.Alloy,
            new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Pcm },
            TestContext.Current.CancellationToken);
    }

    private static async Task<RealtimeResponse> FinishAsync(IAsyncEnumerator<RealtimeServerUpdate> updates, List<RealtimeServerUpdate> seen)
    {
        while (await updates.MoveNextAsync())
        {
            seen.Add(updates.Current);
            if (updates.Current is RealtimeServerUpdateResponseDone done) return done.Response;
        }

        throw new InvalidOperationException("The server closed.");
    }
}
