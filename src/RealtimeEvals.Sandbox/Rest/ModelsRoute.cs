using System.Net;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Http;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Serves <c>GET /v1/models</c>: all models of the catalog, or one of them.</summary>
internal static class ModelsRoute
{
    private const string Path = "/v1/models";

    /// <summary>Whether a path belongs to this route.</summary>
    public static bool Takes(string path) => path == Path || path.StartsWith($"{Path}/", StringComparison.Ordinal);

    public static Task ServeAsync(HttpListenerContext context, string path, CancellationToken cancellationToken)
    {
        if (path == Path)
        {
            var list = new { @object = "list", data = ModelCatalog.Shipped.Models.Select(Describe) };
            return HttpReply.JsonAsync(context, HttpStatusCode.OK, list, cancellationToken);
        }

        string id = Uri.UnescapeDataString(path[(Path.Length + 1)..]);
        return ModelCatalog.Shipped.Find(id) is CatalogModel model
            ? HttpReply.JsonAsync(context, HttpStatusCode.OK, Describe(model), cancellationToken)
            : HttpReply.ErrorAsync(
                context,
                HttpStatusCode.NotFound,
                HttpReply.CodeOf(404),
                $"The model '{id}' does not exist or you do not have access to it.",
                cancellationToken,
                "model");
    }

    private static object Describe(CatalogModel model) => new { id = model.Id, @object = "model", created = 0, owned_by = "sandbox" };
}
