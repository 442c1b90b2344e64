using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary><c>GET /v1/realtime</c>: checks the handshake and serves the session.</summary>
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

        string? model = ModelOf(context.Request, configuration);
        if (model?.Length == 0)
        {
            await HttpReply.ErrorAsync(
                context, HttpStatusCode.BadRequest, "missing_model", "You must provide a model parameter.", cancellationToken);
            return;
        }

        if (model is not null && ModelCatalog.Shipped.Find(model) is not { Kind: "realtime" })
        {
            await HttpReply.ErrorAsync(
                context,
                HttpStatusCode.NotFound,
                "model_not_found",
                $"The model '{model}' does not exist or you do not have access to it.",
                cancellationToken);
            return;
        }

        bool offersRealtime = RequestKeys.Subprotocols(context.Request).Contains("realtime", StringComparer.Ordinal);
        HttpListenerWebSocketContext accepted = await context.AcceptWebSocketAsync(offersRealtime ? "realtime" : null);
        using var channel = new EventChannel(accepted.WebSocket);
        if (faults.Take(requestId, FaultKind.Drop) is SandboxFault drop) channel.DropAfter(drop.Amount);
        var identity = new SessionIdentity(Interlocked.Increment(ref _sessions), model, requestId, configuration ?? default);
        using var session = new SandboxSession(channel, mind, faults, identity, time);
        await session.RunAsync(cancellationToken);
        if (accepted.WebSocket.State == WebSocketState.CloseReceived)
        {
            await channel.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
    }

    /// <summary>The model of the session: null for one that only transcribes, empty where nothing says it.</summary>
    private static string? ModelOf(HttpListenerRequest request, JsonElement? configuration)
    {
        if (configuration is JsonElement configured && ClientSecretsRoute.ModelOf(configured) is var own
            && (own is null || request.QueryString["model"] is null))
        {
            return own;
        }

        return configuration is null && request.QueryString["intent"] == "transcription" ? null : request.QueryString["model"] ?? "";
    }
}
