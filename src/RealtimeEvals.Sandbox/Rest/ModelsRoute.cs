using System.Net;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary><c>GET /v1/models</c>: the models of the catalog.</summary>
internal static class ModelsRoute
{
    public static Task ServeAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        var data = ModelCatalog.Shipped.Models.Select(model => new { id = model.Id, @object = "model", created = 0, owned_by = "sandbox" });
        return HttpReply.JsonAsync(context, HttpStatusCode.OK, new { @object = "list", data }, cancellationToken);
    }
}
