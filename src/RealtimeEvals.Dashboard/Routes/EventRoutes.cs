using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Pages;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>Events of a case as parts of its page: the next ones, and the content of one.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="details">What the tabs show.</param>
/// <param name="lines">Makes HTML of lines.</param>
internal sealed class EventRoutes(RunBook book, RunDetails details, LinePages lines)
{
    private const string Next = "X-Next";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/results/{id}/events/more", More).ExcludeFromDescription();
        routes.MapGet("/results/{id}/events/raw", Raw).ExcludeFromDescription();
    }

    /// <summary>Returns the address of the page that begins at a place.</summary>
    public static string PageAddressOf(RunEntry entry, RunCase one, long place, string words) => FormattableString.Invariant(
        $"{PageAddress.Of(entry, RunTab.Events, one.Id)}&from={place}{(words.Length > 0 ? $"&find={Uri.EscapeDataString(words)}" : "")}");

    /// <summary>Returns what events are looked for in the query of an address.</summary>
    public static string WordsIn(HttpRequest request) => request.Query["find"].ToString().Trim();

    /// <summary>Returns the address of the content of an event.</summary>
    public static string RawAddressOf(RunEntry entry, RunCase one, EventLine line) => FormattableString.Invariant(
        $"{PageAddress.Of(entry)}/events/raw?case={Uri.EscapeDataString(one.Id)}&from={line.Place}&count={line.Count}");

    /// <summary>Returns the place in the query of an address; 0 where there is none that can be read.</summary>
    public static long PlaceIn(HttpRequest request) => NumberIn(request, "from");

    private static long NumberIn(HttpRequest request, string name) =>
        long.TryParse(request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private ContentHttpResult More(HttpContext context, string id)
    {
        (RunEntry entry, RunCase one) = Find(context.Request, id);
        string words = WordsIn(context.Request);
        EventLogPage page = details.EventsOf(entry, one, PlaceIn(context.Request), RunDetails.EventsOnPage, words);
        if (page.Next is long next) context.Response.Headers[Next] = PageAddressOf(entry, one, next, words);
        return TypedResults.Text(lines.Events(page.Lines, line => RawAddressOf(entry, one, line)), "text/html; charset=utf-8");
    }

    private ContentHttpResult Raw(HttpContext context, string id)
    {
        (RunEntry entry, RunCase one) = Find(context.Request, id);
        int count = (int)Math.Clamp(NumberIn(context.Request, "count"), 1, 100_000);
        return TypedResults.Text(details.RawOf(entry, one, PlaceIn(context.Request), count), "text/plain; charset=utf-8");
    }

    private (RunEntry Entry, RunCase One) Find(HttpRequest request, string id)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        string caseId = request.Query["case"].ToString();
        return (entry, details.Find(entry, caseId) ?? throw Model.EvalErrors.CaseNotFound(caseId, entry.RunPath, []));
    }
}
