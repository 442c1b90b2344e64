using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Pages;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The style and the scripts of the pages.</summary>
internal static class AssetRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", Get).ExcludeFromDescription();

        // Browsers ask for it where a text or a sound is opened by itself.
        routes.MapGet("/favicon.ico", static () => TypedResults.NoContent()).ExcludeFromDescription();
    }

    private static IResult Get(string name) => PageAssets.Find(name) is { } asset
        ? Fresh.Bytes(asset.Content, asset.ContentType, isLasting: true)
        : TypedResults.NotFound();
}
