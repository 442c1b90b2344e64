using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>POST /v1/realtime/client_secrets</c>: an ephemeral key with the session that it opens.</summary>
internal sealed class ClientSecretsRoute(ClientSecrets secrets, FaultPlan faults, TimeProvider time)
{
    private const int MaximumBodyBytes = 1024 * 1024;
    private const int DefaultSeconds = 600;
    private const string Expired = "expired";
    private const int SecondsOfExpired = -1;

    private static readonly Shape Body = Object(
        ("expires_after", Object(("anchor", OneOf("created_at")), ("seconds", Number(10, 7_200)))), ("session", SessionShape.Session));

    private int _issued;

    public async Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        SandboxFault? fault = faults.Take(context.Request.Headers["X-Client-Request-Id"] ?? "", FaultKind.ClientSecret);
        if (await HttpFault.PlayAsync(context, fault, "No key was made (injected).", time, cancellationToken)) return;
        try
        {
            (JsonElement session, int seconds) = await RequestBody.ReadJsonAsync(
                context.Request, MaximumBodyBytes, Read, cancellationToken);
            JsonObject issued = Issue(session, fault?.Value == Expired ? SecondsOfExpired : seconds);
            await HttpReply.JsonAsync(context, HttpStatusCode.OK, issued, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    private static (JsonElement Session, int Seconds) Read(JsonElement body)
    {
        Body.Check(body, "");
        JsonElement session = body.TryGetProperty("session", out JsonElement given)
            ? given.Clone()
            : JsonSerializer.SerializeToElement(new { type = "realtime" });
        string? model = SessionState.ModelOf(session);
        if (model is not null && ModelCatalog.Shipped.Find(model) is not { Kind: "realtime" })
        {
            throw new ProtocolException(
                "model_not_found", $"The model '{model}' does not exist or you do not have access to it.", "session.model");
        }

        bool isTimed = body.TryGetProperty("expires_after", out JsonElement after) && after.TryGetProperty("seconds", out _);
        return (session, isTimed ? (int)after.GetProperty("seconds").GetDouble() : DefaultSeconds);
    }

    private JsonObject Issue(JsonElement session, int seconds)
    {
        DateTimeOffset now = time.GetUtcNow();
        string id = FormattableString.Invariant($"{ServiceTarget.SandboxSessionPrefix}key_{Interlocked.Increment(ref _issued)}");
        var state = SessionState.Start(id, SessionState.ModelOf(session), now + SessionState.Lifetime);
        state.Update(session);
        DateTimeOffset expiresAt = now.AddSeconds(seconds);
        return new JsonObject
        {
            ["value"] = secrets.Issue(session, expiresAt),
            ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
            ["session"] = state.ToJson(),
        };
    }
}
