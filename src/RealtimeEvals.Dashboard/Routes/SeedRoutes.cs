using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The routes of the benchmark platform of vCDR for runs, with its payloads.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="measures">Measures interviews.</param>
/// <param name="time">The clock.</param>
internal sealed class SeedRoutes(DashboardOptions options, RunBook book, InterviewMeasures measures, TimeProvider time)
{
    private const string Runs = "/api/benchmark-runs";
    private const string Empty = "The run has no conversation.";
    private const string MetricsMissing = "No quality metrics of this run were computed.";
    private const string TestsMissing = "No benchmarking tests of this run were computed.";
    private const BenchmarkParts Said = BenchmarkParts.Turns;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder seed = routes.MapGroup(Runs).WithTags("vCDR");
        seed.MapPost("", Create).WithSummary("Makes an id for a run that is saved later. Nothing is stored.");
        seed.MapGet("", List).WithSummary("The runs, the newest first: id, time and turns.");
        seed.MapPut("/{id}", SaveAsync)
            .WithSummary("Saves a run. The same run again changes nothing; another one under its id is refused.");
        seed.MapGet("/{id}", (string id) => Answer(SeedPayload.WholeOf(Get(id, BenchmarkParts.All))))
            .WithSummary("A run with everything.");
        seed.MapPost("/{id}/metrics", AnalyseAsync).WithSummary("Computes the quality metrics of a run.");
        seed.MapGet("/{id}/metrics", (string id) => Find(id, BenchmarkParts.Analyses) is { } run
            ? Computed("metrics", SeedPayload.MetricsOf(run), MetricsMissing)
            : Missing(NotFound(id))).WithSummary("The quality metrics of a run.");
        seed.MapPost("/{id}/tests", Test).WithSummary("Computes the deterministic tests of a run.");
        seed.MapGet("/{id}/tests", (string id) => Find(id, BenchmarkParts.Tests) is { } run
            ? Computed("tests", SeedPayload.TestsOf(run.Tests), TestsMissing)
            : Missing(NotFound(id))).WithSummary("What the deterministic tests of a run gave.");
    }

    private IResult Create() => Answer(new JsonObject
    {
        ["run_id"] = Guid.NewGuid().ToString("D"),
        ["created_at"] = SeedPayload.TimeOf(time.GetUtcNow()),
    });

    private IResult List() => Answer(new JsonArray(
        [.. StoredBenchmarks.List(book.Store).Select(run => (JsonNode)SeedPayload.ListedOf(run))]));

    private async Task<IResult> SaveAsync(HttpRequest request, string id)
    {
        string runId = RouteText.Of(id);
        BenchmarkRun run = SeedBody.Read(runId, await BodyReader.ReadJsonAsync(request), time.GetUtcNow(), FindPrompt);
        if (Find(id, BenchmarkParts.All) is BenchmarkRun stored) return Again(stored, run);
        try
        {
            book.Store.Import([run]);
        }
        catch (EvalException exception) when (exception.ErrorId == nameof(EvalErrors.BenchmarkRunExists))
        {
            // Somebody was quicker.
            return Again(Get(id, BenchmarkParts.All), run);
        }

        return Saved(run);
    }

    private static IResult Again(BenchmarkRun stored, BenchmarkRun run) => SeedBody.AreSame(stored, run)
        ? Saved(stored)
        : throw new RefusedException(
            StatusCodes.Status409Conflict,
            $"The run '{stored.Id}' is saved already, and says something else. A saved run does not change.");

    private static IResult Saved(BenchmarkRun run) => Answer(new JsonObject { ["ok"] = true, ["run"] = SeedPayload.SavedOf(run) });

    private async Task<IResult> AnalyseAsync(HttpRequest request, string id)
    {
        BenchmarkRun run = Spoken(id);
        await measures.AnalyseAsync(run, request.HttpContext.RequestAborted);
        return Answer(new JsonObject
        {
            ["ok"] = true,
            ["metrics"] = SeedPayload.MetricsOf(Get(id, BenchmarkParts.Analyses)),
            ["message"] = "The quality metrics were computed.",
        });
    }

    private IResult Test(string id) => Answer(new JsonObject
    {
        ["ok"] = true,
        ["tests"] = SeedPayload.TestsOf(measures.Test(Spoken(id))),
        ["message"] = "The benchmarking tests were computed.",
    });

    private static IResult Computed(string name, JsonNode? content, string missing) => content is null
        ? Missing(missing)
        : Answer(new JsonObject { ["ok"] = true, ["computed"] = true, [name] = content });

    private static JsonHttpResult<JsonObject> Missing(string why) =>
        TypedResults.Json(new JsonObject { ["error"] = why, ["computed"] = false }, statusCode: StatusCodes.Status404NotFound);

    private static IResult Answer(JsonNode content) => Fresh.Json(content, RunJson.Line);

    private BenchmarkRun Spoken(string id) => Get(id, Said) is { Turns.Count: > 0 } run
        ? run
        : throw new RefusedException(StatusCodes.Status400BadRequest, Empty);

    private BenchmarkRun Get(string id, BenchmarkParts parts) =>
        Find(id, parts) ?? throw new RefusedException(StatusCodes.Status404NotFound, NotFound(id));

    private BenchmarkRun? Find(string id, BenchmarkParts parts) => book.FindInterview(RouteText.Of(id), parts);

    private static string NotFound(string id) => $"There is no run '{RouteText.Of(id)}'.";

    private EvalPrompt? FindPrompt(string name)
    {
        var folder = new PromptFolder(options.PromptPath);
        return folder.Names.Contains(name, StringComparer.Ordinal) ? folder.Read(name) : null;
    }
}
