using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The agent's side of a session: one response at a time, decided by the mind and played in the background.</summary>
internal sealed class Responder(EventChannel channel, SessionState state, Conversation conversation, SandboxMind mind, FaultPlan faults, SessionIdentity identity, TimeProvider time) : IDisposable
{
    private Task _playing = Task.CompletedTask;
    private ResponsePlayer? _player;
    private CancellationTokenSource? _cancel;
    private int _responses;
    private int _tokensBefore;
    private int _turn;

    public void Dispose() => _cancel?.Dispose();

    /// <summary>Begins a response.</summary>
    /// <param name="response">What the client asked for; undefined for the session's own way.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <exception cref="ProtocolException">Another response is active.</exception>
    public async Task BeginAsync(JsonElement response, CancellationToken cancellationToken)
    {
        if (!_playing.IsCompleted && !_player!.IsOver)
            throw new ProtocolException("conversation_already_has_active_response", "Conversation already has an active response in progress. Wait until the response is finished before creating a new one.");
        await _playing;
        if (!FollowsTool || GivenText(response) is not null) _turn++;
        if (faults.TakeInTurn(identity.ClientRequestId, _turn, FaultKind.Drop) is SandboxFault drop) channel.DropAfter(drop.Amount);
        ResponseSettings settings = Settings(response);
        Reply reply = settings.Fault?.Kind == FaultKind.Empty ? Reply.Nothing : Decide(response);
        _cancel?.Dispose();
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _player = new ResponsePlayer(channel, settings, conversation, time);
        _playing = PlayAsync(_player, reply, _cancel.Token);
    }

    /// <summary>Gives the active response up and waits for its end.</summary>
    /// <param name="reason">client_cancelled or turn_detected.</param>
    /// <returns>False when no response was active.</returns>
    public async Task<bool> CancelAsync(string reason)
    {
        if (_playing.IsCompleted || _player!.IsOver) return false;
        _player.CancelReason = reason;
        await _cancel!.CancelAsync();
        await _playing;
        return true;
    }

    private static async Task PlayAsync(ResponsePlayer player, Reply reply, CancellationToken cancellationToken)
    {
        try
        {
            await player.PlayAsync(reply, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client has gone, or a fault has closed the socket: nobody is left to be told.
        }
    }

    private ResponseSettings Settings(JsonElement response)
    {
        bool inConversation = Option(response, "conversation") is not { ValueKind: JsonValueKind.String } where || where.GetString() != "none";
        bool isAudio = Option(response, "output_modalities") is { ValueKind: JsonValueKind.Array } modalities ? modalities.EnumerateArray().Any(one => one.GetString() == "audio") : state.SpeaksAudio;
        string? given = GivenText(response);
        int textTokens = state.TokensOfInstructionsAndTools + (given is null ? conversation.Items.Sum(item => item.TextTokens) : TokenMeter.Text(given));
        int cached = Math.Min(_tokensBefore, textTokens);
        _tokensBefore = textTokens;
        return new ResponseSettings(
            FormattableString.Invariant($"resp_{identity.Number}_{++_responses}"), isAudio, state.OutputFormat, inConversation,
            Option(response, "metadata") is { ValueKind: JsonValueKind.Object } metadata ? metadata.GetRawText() : null,
            textTokens, given is null ? conversation.Items.Sum(item => item.AudioTokens) : 0, cached,
            faults.TakeInTurn(
                identity.ClientRequestId, _turn, FaultKind.NoDone, FaultKind.Status, FaultKind.Error, FaultKind.Expire, FaultKind.LateAudio, FaultKind.Stall, FaultKind.Malformed,
                FaultKind.Binary, FaultKind.BigFrame, FaultKind.UnknownEvent, FaultKind.Close, FaultKind.Empty));
    }

    private Reply Decide(JsonElement response)
    {
        bool silenced = Option(response, "tool_choice") is { ValueKind: JsonValueKind.String } choice && choice.GetString() == "none";
        string instructions = Option(response, "instructions")?.GetString() ?? state.Instructions;
        string? given = GivenText(response);
        string heard = given ?? conversation.Items.LastOrDefault(item => item.IsUserMessage)?.Heard ?? "";
        string said = conversation.Items.LastOrDefault(item => item.Said is not null)?.Said ?? "";
        string? output = given is null && FollowsTool ? (string?)conversation.Items[^1].Json["output"] ?? "" : null;
        return mind.Answer(new Situation(instructions, heard, said, output, silenced ? [] : state.ToolNames));
    }

    private bool FollowsTool => conversation.Items is [.., { Type: "function_call_output" }];

    /// <summary>The text of the input that a response brings with it instead of the conversation; null when it brings none.</summary>
    private static string? GivenText(JsonElement response)
    {
        if (Option(response, "input") is not { ValueKind: JsonValueKind.Array } input) return null;
        IEnumerable<JsonElement> parts = input.EnumerateArray().Where(item => item.TryGetProperty("content", out _)).SelectMany(item => item.GetProperty("content").EnumerateArray());
        return string.Join(' ', parts.Select(part => part.TryGetProperty("text", out JsonElement text) ? text.GetString() : "")).Trim();
    }

    private static JsonElement? Option(JsonElement response, string name) =>
        response.ValueKind == JsonValueKind.Object && response.TryGetProperty(name, out JsonElement value) ? value : null;
}
