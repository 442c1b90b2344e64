using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The versioned routes for runs: list, one, plan, start, end, resume.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="details">What belongs to a run.</param>
/// <param name="host">Starts runs.</param>
internal sealed class RunApi(RunBook book, RunDetails details, RunHost host)
{
    private const string Root = $"{AnswerForm.Versioned}/runs";

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder runs = routes.MapGroup(Root).WithTags("Runs");
        runs.MapGet("", List)
            .WithSummary("The runs: search, harness, standing and outcome filter, sort orders, page and page_size take a part.")
            .Produces<ListPage<RunEntry>>();
        runs.MapGet("/{id}", (string id) => Answer(book.Get(RouteText.Of(id)))).WithSummary("A run.").Produces<RunEntry>();
        runs.MapGet("/{id}/cases", (string id) => Fresh.Json(details.CasesOf(book.Get(RouteText.Of(id))), ApiFormat.Options))
            .WithSummary("The cases of a run, those that did not pass first.")
            .Produces<IReadOnlyList<RunCase>>();
        runs.MapPost("", StartAsync).WithSummary("Starts an interview.").Accepts<StartRequest>("application/json").Produces<RunEntry>(202);
        runs.MapPost("/{id}/end", EndAsync).WithSummary("Ends a run of this dashboard.").Produces<RunEntry>();
        runs.MapPost("/{id}/resume", ResumeAsync).WithSummary("Lets a run of interviews go on.").Produces<RunEntry>(202);
        routes.MapPost($"{AnswerForm.Versioned}/plans", PlanAsync)
            .WithTags("Runs")
            .WithSummary("What an interview would be, and what it is estimated to cost. Nothing is run.")
            .Accepts<StartRequest>("application/json");
    }

    private static IResult Answer(RunEntry entry) => Fresh.Json(entry, ApiFormat.Options);

    private IResult List(HttpRequest request)
    {
        RunQuery query = RunQueryReader.Read(request.Query);
        (IReadOnlyList<RunEntry> items, int total) = query.Of(book.List());
        bool isLast = (long)query.Page * query.Size >= total;
        return Fresh.Json(
            new ListPage<RunEntry>(items, total, query.Page, query.Size, isLast ? null : NextOf(request, query.Page + 1)),
            ApiFormat.Options);
    }

    private static string NextOf(HttpRequest request, int page)
    {
        IEnumerable<KeyValuePair<string, string?>> fields = request.Query
            .Where(field => field.Key is not ("page" or "token"))
            .Select(field => KeyValuePair.Create(field.Key, (string?)field.Value.ToString()))
            .Append(KeyValuePair.Create("page", (string?)FormattableString.Invariant($"{page}")));
        return request.Path.ToUriComponent() + QueryString.Create(fields).ToUriComponent();
    }

    private async Task<IResult> PlanAsync(HttpRequest request)
    {
        (RunPlan plan, IReadOnlyList<string> warnings) = await host.PlanAsync(
            await ReadAsync(request), request.HttpContext.RequestAborted);
        return TypedResults.Json(new { Plan = plan, Warnings = warnings }, ApiFormat.Options);
    }

    private async Task<IResult> StartAsync(HttpRequest request) => new AcceptedRun(await host.StartAsync(await ReadAsync(request)));

    private async Task<IResult> EndAsync(string id)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        if (!await host.EndAsync(entry) && entry.Standing == RunStanding.Running)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "Another process holds this run; end it there.");
        }

        return TypedResults.Json(book.Get(entry.Id), ApiFormat.Options);
    }

    private async Task<IResult> ResumeAsync(string id) => new AcceptedRun(await host.ResumeAsync(book.Get(RouteText.Of(id))));

    private static async Task<StartRequest> ReadAsync(HttpRequest request)
    {
        JsonElement body = await BodyReader.ReadJsonAsync(request);

        // The reader takes null for the items of a list whatever their type says.
        var asked = JsonSerializer.Deserialize<StartRequest>(body, ApiFormat.Options);
        return asked?.PromptValues.All(text => text is not null) == true
            ? asked
            : throw new RefusedException(StatusCodes.Status400BadRequest, "The body must be an object, without null in its lists.");
    }

    private sealed class AcceptedRun(RunEntry entry) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = $"{Root}/{Uri.EscapeDataString(entry.Id)}";
            return TypedResults.Json(entry, ApiFormat.Options, statusCode: StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
        }
    }
}
