using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>
/// The agent's side of a session: responses that the mind decides, played in the background. Only one at a time joins the conversation.
/// </summary>
internal sealed class Responder(
    EventChannel channel,
    SessionState state,
    Conversation conversation,
    SandboxMind mind,
    FaultPlan faults,
    SessionIdentity identity,
    Func<string> nextItemId,
    TimeProvider time)
{
    private const int MaximumActive = 16;

    private readonly List<ActiveResponse> _active = [];
    private int _responses;
    private int _tokensBefore;
    private int _turn;

    /// <summary>Begins a response.</summary>
    /// <param name="response">What the client asked for; undefined for the session's own way.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <exception cref="ProtocolException">Another response is active, or it asks for something that is not there.</exception>
    public async Task BeginAsync(JsonElement response, CancellationToken cancellationToken)
    {
        var asked = new RequestedResponse(response, state, conversation, nextItemId);
        await ForgetEndedAsync();
        if (_active.Count == MaximumActive || (asked.InConversation && _active.Exists(one => one.Settings.Asked.InConversation)))
        {
            throw new ProtocolException(
                "conversation_already_has_active_response",
                "Conversation already has an active response in progress. "
                + "Wait until the response is finished before creating a new one.");
        }

        bool followsTool = (asked.Input ?? conversation.Items) is [.., { Type: "function_call_output" }];
        if (!followsTool || asked.Input is not null) _turn++;
        if (faults.TakeInTurn(identity.ClientRequestId, _turn, FaultKind.Drop) is SandboxFault drop) channel.DropAfter(drop.Amount);
        ResponseConfiguration settings = Settings(asked);
        Reply reply = settings.Fault?.Kind == FaultKind.Empty ? Reply.Nothing : Decide(asked, followsTool);
        var cancel = new CancellationTokenSource();
        var player = new ResponsePlayer(channel, settings, conversation, time);
        _active.Add(new ActiveResponse(settings, player, cancel, PlayAsync(player, reply, cancel.Token, cancellationToken)));
    }

    /// <summary>Gives an active response up and waits for its end.</summary>
    /// <param name="reason">client_cancelled or turn_detected.</param>
    /// <param name="id">The response; null for the one that joins the conversation.</param>
    /// <returns>False when it was not active.</returns>
    public async Task<bool> CancelAsync(string reason, string? id = null)
    {
        ActiveResponse? active = _active.Find(
            one => !one.IsOver && (id is null ? one.Settings.Asked.InConversation : one.Settings.Id == id));
        if (active is null) return false;
        await GiveUpAsync(active, reason);
        return true;
    }

    /// <summary>Gives up everything that is active.</summary>
    public async Task EndAsync()
    {
        foreach (ActiveResponse active in _active) await GiveUpAsync(active, "client_cancelled");
        await ForgetEndedAsync();
    }

    private static async Task GiveUpAsync(ActiveResponse active, string reason)
    {
        active.Player.CancelReason = reason;
        await active.Cancel.CancelAsync();
        await active.Playing;
    }

    private static async Task PlayAsync(ResponsePlayer player, Reply reply, CancellationToken cancelled, CancellationToken ended)
    {
        try
        {
            await player.PlayAsync(reply, cancelled, ended);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException
            or IOException or InvalidOperationException)
        {
            // The client has gone, or a fault has closed the socket: nobody is left to be told.
        }
    }

    private async Task ForgetEndedAsync()
    {
        foreach (ActiveResponse ended in _active.FindAll(one => one.IsOver))
        {
            await ended.Playing;
            ended.Cancel.Dispose();
            _active.Remove(ended);
        }
    }

    private ResponseConfiguration Settings(RequestedResponse asked)
    {
        IReadOnlyList<ConversationItem> items = asked.Input ?? conversation.Items;
        int textTokens = state.TokensOfInstructionsAndTools + items.Sum(item => item.TextTokens);
        int cached = Math.Min(_tokensBefore, textTokens);
        _tokensBefore = textTokens;
        return new ResponseConfiguration(
            FormattableString.Invariant($"resp_{identity.Number}_{++_responses}"),
            asked,
            textTokens,
            items.Sum(item => item.AudioTokens),
            cached,
            faults.TakeInTurn(
                identity.ClientRequestId,
                _turn,
                FaultKind.NoDone,
                FaultKind.Status,
                FaultKind.Error,
                FaultKind.Expire,
                FaultKind.LateAudio,
                FaultKind.Stall,
                FaultKind.Malformed,
                FaultKind.Binary,
                FaultKind.BigFrame,
                FaultKind.UnknownEvent,
                FaultKind.Close,
                FaultKind.Empty));
    }

    private Reply Decide(RequestedResponse asked, bool followsTool)
    {
        IReadOnlyList<ConversationItem> items = asked.Input ?? conversation.Items;
        string heard = asked.Input is null
            ? items.LastOrDefault(item => item.IsUserMessage)?.Heard ?? ""
            : string.Join(' ', items.Select(item => item.Heard.Length > 0 ? item.Heard : item.Said ?? "")).Trim();
        string[] spoken = [.. conversation.Items.Select(item => item.Said).OfType<string>()];
        string? output = followsTool ? (string?)items[^1].Json["output"] ?? "" : null;
        ToolChoice tools = asked.Tools(followsTool);
        var situation = new Situation(asked.Instructions, heard, spoken, output, tools.Names)
        {
            IsAnswered = items.LastOrDefault(item => item.IsUserMessage || item.Said is not null)?.IsUserMessage == true,
        };
        return tools.Complete(mind.Answer(situation), situation, mind.Calls);
    }
}
