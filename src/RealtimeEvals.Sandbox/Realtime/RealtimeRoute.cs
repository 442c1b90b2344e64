using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary><c>GET /v1/realtime</c>, and Azure's <c>/openai/realtime</c>: checks the handshake and serves the session.</summary>
internal sealed class RealtimeRoute(SandboxMind mind, FaultPlan faults, TimeProvider time)
{
    private int _sessions;

    /// <summary>Serves one connection.</summary>
    /// <param name="context">The request.</param>
    /// <param name="configuration">How its key configures the session; null where that says nothing.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    public async Task ServeAsync(HttpListenerContext context, JsonElement? configuration, CancellationToken cancellationToken)
    {
        string requestId = context.Request.Headers["X-Client-Request-Id"] ?? "";
        if (faults.Take(requestId, FaultKind.Hang) is not null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return;
        }

        if (faults.Take(requestId, FaultKind.Handshake) is SandboxFault refusal)
        {
            await HttpReply.ErrorAsync(
                context,
                (HttpStatusCode)refusal.Amount,
                HttpReply.CodeOf(refusal.Amount),
                "The connection was refused (injected).",
                cancellationToken);
            return;
        }

        if (!context.Request.IsWebSocketRequest)
        {
            await HttpReply.ErrorAsync(
                context, HttpStatusCode.BadRequest, "websocket_required", "This endpoint speaks WebSocket.", cancellationToken);
            return;
        }

        var form = SessionForm.Of(context.Request);
        string? model;
        try
        {
            model = form.ModelOf(context.Request, configuration);
        }
        catch (ProtocolException refused)
        {
            await HttpReply.RefusalAsync(context, refused, cancellationToken);
            return;
        }

        bool offersRealtime = RequestKeys.Subprotocols(context.Request).Contains("realtime", StringComparer.Ordinal);
        HttpListenerWebSocketContext accepted = await context.AcceptWebSocketAsync(offersRealtime ? "realtime" : null);
        using var channel = new EventChannel(accepted.WebSocket, form);
        if (faults.Take(requestId, FaultKind.Drop) is SandboxFault drop) channel.DropAfter(drop.Amount);
        var identity = new SessionIdentity(Interlocked.Increment(ref _sessions), model, requestId, configuration ?? default);
        using var session = new SandboxSession(channel, form, mind, faults, identity, time);
        await session.RunAsync(cancellationToken);
        if (accepted.WebSocket.State == WebSocketState.CloseReceived)
        {
            await channel.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
    }
}
