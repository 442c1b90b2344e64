using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Runs;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>
/// What happens, as server-sent events: of one run, and of the list of runs. A reader that comes back goes on where it was.
/// </summary>
/// <param name="book">The runs of the store.</param>
/// <param name="watch">Watches runs.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends with the server.</param>
internal sealed class FeedRoutes(RunBook book, RunWatch watch, TimeProvider time, CancellationToken stopping)
{
    private const string LastId = "Last-Event-ID";

    private static readonly SseItem<string> Alive = new("", "alive");

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder versioned = routes.MapGroup(AnswerForm.Versioned).WithTags("Live");
        versioned.MapGet("/events", List).WithSummary("The list of runs as it changes, as server-sent events of the type run.");
        versioned.MapGet("/runs/{id}/events", Run).WithSummary(
            "A run as it goes on, as server-sent events of the types plan, turn, progress, case, warning, error and end.");
    }

    /// <summary>Returns the address of the events of a run.</summary>
    public static string AddressOf(RunEntry entry) => $"{AnswerForm.Versioned}/runs/{Uri.EscapeDataString(entry.Id)}/events";

    /// <summary>Whoever comes anew has just read the list, so that what others were told of it is no news.</summary>
    private ServerSentEventsResult<string> List(HttpContext context)
    {
        FeedReader reader = watch.JoinList();
        return Stream(context, reader, reader.Feed.LastId);
    }

    private ServerSentEventsResult<string> Run(HttpContext context, string id) =>
        Stream(context, watch.Join(book.Get(RouteText.Of(id))), "");

    private ServerSentEventsResult<string> Stream(HttpContext context, FeedReader reader, string usual)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.RegisterForDispose(reader);
        context.Response.RegisterForDispose(ended);
        string lastId = context.Request.Headers[LastId].ToString();
        if (lastId.Length == 0) lastId = context.Request.Query["after"].ToString();
        return TypedResults.ServerSentEvents(ReadAsync(reader.Feed, lastId.Length > 0 ? lastId : usual, ended.Token));
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(
        RunFeed feed, string lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The head of the answer goes out with the first event, and a reader of a quiet run waits for it.
        yield return Alive;
        await foreach (FeedEvent? one in feed.ReadAsync(lastId, Silence, time, cancellationToken))
        {
            // A sign of life, so that nobody between us takes the connection for a dead one.
            yield return one is null ? Alive : new SseItem<string>(one.Data, one.Kind) { EventId = one.Id };
        }
    }
}
