using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Sessions;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>
/// The form in which a session crosses the wire. Inside the sandbox everything has that of the GA protocol, which this is; another form
/// translates on the way in and on the way out.
/// </summary>
internal class SessionForm
{
    /// <summary>The GA protocol.</summary>
    private static readonly SessionForm Ga = new();

    /// <summary>The form that a client asks for by the address.</summary>
    public static SessionForm Of(HttpListenerRequest request) =>
        request.Url?.AbsolutePath == PreviewForm.Path ? PreviewForm.Azure : Ga;

    /// <summary>The model of the session: null for one that only transcribes.</summary>
    /// <param name="request">The handshake.</param>
    /// <param name="configuration">How its key configures the session; null where that says nothing.</param>
    /// <exception cref="ProtocolException">The service would refuse the handshake.</exception>
    public virtual string? ModelOf(HttpListenerRequest request, JsonElement? configuration)
    {
        string? named = request.QueryString["model"];
        string? model = configuration is JsonElement configured && SessionState.ModelOf(configured) is var own
            && (own is null || named is null) ? own
            : configuration is null && request.QueryString["intent"] == "transcription" ? null
            : named ?? "";
        if (model?.Length == 0) throw new ProtocolException("missing_model", "You must provide a model parameter.");
        if (model is not null && ModelCatalog.Shipped.Find(model) is not { Kind: "realtime" })
        {
            throw new ProtocolException("model_not_found", $"The model '{model}' does not exist or you do not have access to it.");
        }

        return model;
    }

    /// <summary>Reads an event of the client.</summary>
    /// <returns>Its name, and the event in the form of the GA protocol.</returns>
    /// <exception cref="ProtocolException">The service would refuse it.</exception>
    public virtual (string Type, JsonElement Event) Read(JsonElement clientEvent) =>
        (ClientEventShapes.Ga.Check(clientEvent), clientEvent);

    /// <summary>An event for the client, whose fields may be taken apart; null where the form has no such event.</summary>
    /// <param name="type">Its name in the GA protocol.</param>
    /// <param name="fields">Its fields in the form of the GA protocol.</param>
    public virtual (string Type, JsonObject Fields)? Write(string type, JsonObject fields) => (type, fields);
}
