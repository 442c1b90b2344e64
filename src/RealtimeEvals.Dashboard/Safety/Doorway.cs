using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;

namespace RealtimeEvals.Dashboard.Safety;

/// <summary>
/// Lets a request in, or says why not: its host, its origin, its token, and for what changes something the antiforgery token.
/// </summary>
internal sealed class Doorway(AccessToken token, IAntiforgery antiforgery)
{
    /// <summary>What anybody may have: style and scripts are the same for all, and the page that asks for the token needs them.</summary>
    private const string Open = "/assets";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (!LocalAddress.IsHost(context)) throw new RefusedException(StatusCodes.Status421MisdirectedRequest, Refusals.Host);
        if (LocalAddress.IsFromElsewhere(request)) throw new RefusedException(StatusCodes.Status403Forbidden, Refusals.Origin);
        if (request.Path.StartsWithSegments(Open, StringComparison.Ordinal) && IsReading(request))
        {
            await next(context);
            return;
        }

        Caller caller = token.CallerOf(request);
        if (caller == Caller.Nobody)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new RefusedException(StatusCodes.Status401Unauthorized, Refusals.Token);
        }

        if (caller == Caller.Visitor && !AnswerForm.IsData(request) && IsReading(request))
        {
            Welcome(context);
            return;
        }

        if (caller == Caller.Browser && !IsReading(request) && !await HasFormTokenAsync(context))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, Refusals.Antiforgery);
        }

        await next(context);
    }

    /// <summary>Whether a request brings the token of a page, in a header or in its form.</summary>
    private async Task<bool> HasFormTokenAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException exception) when (exception.InnerException is BadHttpRequestException bad)
        {
            throw new BadHttpRequestException(bad.Message, bad.StatusCode, exception);
        }
        catch (AntiforgeryValidationException)
        {
            // The form that should hold it cannot be read.
            return false;
        }
    }

    /// <summary>
    /// Gives the cookie and goes on to the address without the token. Where another site led here, a redirect would go on without the
    /// cookie, so that the page itself goes on.
    /// </summary>
    private void Welcome(HttpContext context)
    {
        token.Admit(context.Response);
        IEnumerable<KeyValuePair<string, string?>> rest = context.Request.Query
            .Where(one => one.Key != AccessToken.Parameter)
            .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value));

        // Two slashes would be the address of another site.
        string path = $"/{context.Request.Path.ToUriComponent().TrimStart('/')}";
        string target = path + QueryString.Create(rest).ToUriComponent();
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site") context.Response.Headers["Refresh"] = $"0; url={target}";
        else context.Response.Redirect(target);
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
