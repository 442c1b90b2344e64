using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Realtime;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A session that the official client holds with a sandbox, and every update that it saw.</summary>
public sealed class OfficialSession : IAsyncDisposable
{
    private const string Model = "gpt-realtime-2.1";

    private readonly RealtimeSessionClient _client;
    private readonly IAsyncEnumerator<RealtimeServerUpdate> _updates;
    private int _begun;

    private OfficialSession(RealtimeSessionClient client)
    {
        _client = client;
        _updates = client.ReceiveUpdatesAsync(Limit).GetAsyncEnumerator(Limit);
    }

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    /// <summary>Everything that came.</summary>
    public List<RealtimeServerUpdate> Seen { get; } = [];

    /// <summary>The sound of the newest response, linear at 24 kHz.</summary>
    public byte[] Audio =>
        [.. Seen.Skip(_begun).OfType<RealtimeServerUpdateResponseOutputAudioDelta>().SelectMany(delta => delta.Delta.ToArray())];

    /// <summary>What the service understood of what was said, sentence by sentence.</summary>
    public IEnumerable<string> Understood =>
        Seen.OfType<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>().Select(update => update.Transcript);

    /// <summary>Opens and configures a session; <paramref name="tools"/> is the JSON of a tools file, null for none.</summary>
    public static async Task<OfficialSession> OpenAsync(
        SandboxServer sandbox, string instructions, string? tools = null, bool transcribes = false)
    {
        var client = new RealtimeClient(new ApiKeyCredential("none"), new RealtimeClientOptions { Endpoint = sandbox.Target.Rest });
        var session = new OfficialSession(await client.StartConversationSessionAsync(Model, cancellationToken: Limit));
        await session._client.ConfigureConversationSessionAsync(Options(instructions, tools, transcribes), Limit);
        return session;
    }

    /// <summary>Speech of the sandbox's endpoint, linear at 24 kHz.</summary>
    public static async Task<BinaryData> SpeakAsync(SandboxServer sandbox, string text)
    {
        var audio = new AudioClient(
            "gpt-4o-mini-tts", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = sandbox.Target.Rest });
        return await audio.GenerateSpeechAsync(
            text, GeneratedSpeechVoice.Alloy, new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Pcm }, Limit);
    }

    /// <summary>What linear audio at 24 kHz says.</summary>
    public static string Listen(byte[] audio) => FskHearing.Listen(PcmSamples.Decode(audio, AudioEncoding.Pcm16)).Text;

    /// <summary>Streams what a caller says and takes the response.</summary>
    public async Task<RealtimeResponse> HearAsync(BinaryData speech)
    {
        await _client.ClearInputAudioAsync(Limit);
        using Stream stream = speech.ToStream();
        await _client.SendInputAudioAsync(stream, Limit);
        await _client.CommitPendingAudioAsync(Limit);
        return await RespondAsync(() => _client.StartResponseAsync(Limit));
    }

    /// <summary>Gives back what the tools gave and takes the response.</summary>
    public async Task<RealtimeResponse> AnswerAsync(IEnumerable<(string CallId, string Output)> outputs)
    {
        foreach ((string callId, string output) in outputs)
        {
            await _client.AddItemAsync(RealtimeItem.CreateFunctionCallOutputItem(callId, output), Limit);
        }

        return await RespondAsync(() => _client.StartResponseAsync(Limit));
    }

    /// <summary>Asks beside the conversation.</summary>
    public Task<RealtimeResponse> AskAsideAsync(string prompt, string? instructions = null)
    {
        var options = new RealtimeResponseOptions
        {
            DefaultConversationConfiguration = RealtimeResponseDefaultConversationConfiguration.None,
            Instructions = instructions,
        };
        options.InputItems.Add(RealtimeItem.CreateUserMessageItem(prompt));
        return RespondAsync(() => _client.StartResponseAsync(options, Limit));
    }

    /// <summary>Asks for an item of the conversation and returns the answer.</summary>
    public async Task<RealtimeServerUpdate> RetrieveAsync(string id)
    {
        await _client.RequestItemRetrievalAsync(id, Limit);
        return await UntilAsync(static update => update is RealtimeServerUpdateError or RealtimeServerUpdateConversationItemRetrieved);
    }

    /// <summary>Fails when an update is of no type of its own, or an error.</summary>
    public void AssertFlawless()
    {
        Assert.Empty(Seen.OfType<RealtimeServerUpdateError>().Select(error => error.Error.Message));
        Assert.All(Seen, static update => Assert.True(update.GetType().IsPublic, $"{update.Kind} came as {update.GetType().Name}"));
    }

    public static string TextOf(RealtimeResponse response) =>
        string.Join(
            ' ',
            response.OutputItems.OfType<RealtimeMessageItem>().SelectMany(item => item.Content)
                .OfType<RealtimeOutputAudioMessageContentPart>().Select(part => part.Transcript));

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        _client.Dispose();
    }

    private async Task<RealtimeResponse> RespondAsync(Func<Task> request)
    {
        _begun = Seen.Count;
        await request();
        return ((RealtimeServerUpdateResponseDone)await UntilAsync(static update => update is RealtimeServerUpdateResponseDone)).Response;
    }

    private async Task<RealtimeServerUpdate> UntilAsync(Predicate<RealtimeServerUpdate> isLast)
    {
        while (await _updates.MoveNextAsync())
        {
            Seen.Add(_updates.Current);
            if (isLast(_updates.Current)) return _updates.Current;
        }

        throw new InvalidOperationException("The server closed.");
    }

    private static RealtimeConversationSessionOptions Options(string instructions, string? tools, bool transcribes)
    {
        var input = new RealtimeConversationSessionInputAudioOptions();
        if (transcribes) input.AudioTranscriptionOptions = new RealtimeAudioTranscriptionOptions { Model = "gpt-transcribe" };
        input.DisableTurnDetection();
        var options = new RealtimeConversationSessionOptions
        {
            Instructions = instructions,
            AudioOptions = new RealtimeConversationSessionAudioOptions { InputAudioOptions = input },
        };
        if (tools is null) return options;
        foreach (JsonElement tool in Given.Json(tools).EnumerateArray())
        {
            options.Tools.Add(new RealtimeFunctionTool(tool.GetProperty("name").GetString()!)
            {
                FunctionDescription = tool.GetProperty("description").GetString()!,
                FunctionParameters = BinaryData.FromString(tool.GetProperty("parameters").GetRawText()),
            });
        }

        return options;
    }
}
