using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Tests.Support;

/// <summary>An interview in a sandbox: one shipped prompt asks in a realtime session, another answers as a chat completion.</summary>
internal sealed class SandboxInterview : IAsyncDisposable
{
    private readonly SandboxServer _sandbox;
    private readonly RawClient _client;
    private readonly EvalPrompt _participant;
    private readonly List<SpokenTurn> _turns = [];

    private SandboxInterview(SandboxServer sandbox, RawClient client, EvalPrompt interviewer, EvalPrompt participant)
    {
        _sandbox = sandbox;
        _client = client;
        _participant = participant;
        Prompt = interviewer;
    }

    /// <summary>The interviewer's prompt.</summary>
    public EvalPrompt Prompt { get; }

    /// <summary>What the interviewer said, turn by turn.</summary>
    public IReadOnlyList<string> Asked => Of(Speaker.Agent);

    /// <summary>What the participant said, turn by turn.</summary>
    public IReadOnlyList<string> Answered => Of(Speaker.Participant);

    /// <summary>Whether the interviewer has closed.</summary>
    public bool IsClosed =>
        _turns is [.., { Speaker: Speaker.Agent, Text: string last }]
        && last.Contains(PromptFolder.DefaultEndCue, StringComparison.Ordinal);

    /// <summary>Opens a session with the prompt of a shipped interviewer.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="interviewer">The name of the interviewer's prompt.</param>
    /// <param name="participant">The name of the participant's prompt.</param>
    /// <param name="modality">In what both sides speak: text or audio.</param>
    public static async Task<SandboxInterview> OpenAsync(
        SandboxServer sandbox, string interviewer, string participant, string modality = "text")
    {
        EvalPrompt prompt = Shipped(interviewer);
        RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync(
            $""" "instructions":{RefusalRows.Quote(prompt.Text)},"output_modalities":["{modality}"], """
            + """ "audio":{"input":{"turn_detection":null}} """);
        return new SandboxInterview(sandbox, client, prompt, Shipped(participant)) { IsSpoken = modality == "audio" };
    }

    private bool IsSpoken { get; init; }

    /// <summary>Lets both sides speak until the interviewer closes, or has had so many turns.</summary>
    public async Task HoldAsync(int maximumTurns)
    {
        await AskAsync();
        while (!IsClosed && Asked.Count < maximumTurns)
        {
            if (await AnswerAsync() is string answer) await HearAsync(answer);
            await AskAsync();
        }
    }

    /// <summary>Lets the interviewer speak; it says nothing where it has no words.</summary>
    public async Task<string> AskAsync()
    {
        IReadOnlyList<JsonElement> events = await _client.RespondAsync();
        string words = string.Concat(
            events.Where(one => RawClient.TypeOf(one) is "response.output_text.done" or "response.output_audio_transcript.done")
                .Select(one => one.GetProperty(IsSpoken ? "transcript" : "text").GetString()));
        if (words.Length > 0) _turns.Add(new SpokenTurn(Speaker.Agent, words));
        return words;
    }

    /// <summary>Returns the participant's next line; null for none.</summary>
    public async Task<string?> AnswerAsync()
    {
        using HttpResponseMessage response = await RequestAsync();
        JsonElement message = (await RestCall.JsonOf(response)).GetProperty("choices")[0].GetProperty("message");
        return message.GetProperty("content").GetString();
    }

    /// <summary>Asks for the participant's next line as a harness does.</summary>
    public Task<HttpResponseMessage> RequestAsync()
    {
        string lines = string.Concat(_turns.Select(
            turn => $"{(turn.Speaker == Speaker.Agent ? "Interviewer" : "You")}: {turn.Text}\n"));
        return RestCall.PostJsonAsync(
            _sandbox,
            "/v1/chat/completions",
            $$"""{"model":"gpt-5.1","messages":[{"role":"system","content":{{RefusalRows.Quote(_participant.Text)}}},"""
            + $$"""{"role":"user","content":{{RefusalRows.Quote($"Conversation so far:\n{lines}\nYour next line:")}} }]}""");
    }

    /// <summary>Lets the interviewer hear a line.</summary>
    public async Task HearAsync(string answer)
    {
        _turns.Add(new SpokenTurn(Speaker.Participant, answer));
        if (IsSpoken)
        {
            await _client.SayAsync(answer);
            return;
        }

        await _client.SendAsync(
            """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":"""
            + $$"""[{"type":"input_text","text":{{RefusalRows.Quote(answer)}} }] } }""");
        await _client.ReceiveUntilAsync("conversation.item.done");
    }

    /// <summary>Measures what was said.</summary>
    public IReadOnlyDictionary<string, ConversationVariable> Measure() => Measure(_turns, Prompt);

    /// <summary>Measures turns by the tests of the product.</summary>
    public static IReadOnlyDictionary<string, ConversationVariable> Measure(IReadOnlyList<SpokenTurn> turns, EvalPrompt? prompt = null) =>
        ConversationTests.Measure(new MeasuredConversation("interview", turns) { Prompt = prompt }, TestPreset.Standard)
            .ToDictionary(variable => variable.Metric, StringComparer.Ordinal);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static EvalPrompt Shipped(string name) => PromptFolder.ReadFile(ProductData.PathOf("prompts", $"{name}.txt"));

    private IReadOnlyList<string> Of(Speaker speaker) => [.. _turns.Where(turn => turn.Speaker == speaker).Select(turn => turn.Text)];
}
