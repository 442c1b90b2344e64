using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Adapters;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>
/// The routes of the benchmark platform of vCDR around a session in a browser. The key of the service never leaves this process.
/// </summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="measures">Measures interviews.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionRoutes(DashboardOptions options, RunBook book, InterviewMeasures measures, TimeProvider time)
{
    private const string Voice = "alloy";
    private const string PromptName = "interviewerPrompt";

    private const string NoKey =
        "This route handed the key of the service to whoever asked, and is gone. Ask /token for a secret that opens one session.";

    private static readonly (Speaker Speaker, string Text)[] Sample =
    [
        (Speaker.Agent, "Good morning. What is today’s date?"),
        (Speaker.Participant, "It is the second of March, I believe."),
        (Speaker.Agent, "Which town are we in?"),
        (Speaker.Participant, "We are in Ashford, near the river."),
        (Speaker.Agent, "Can you name three things that you did yesterday?"),
        (Speaker.Participant, "I watered the plants, I met my sister, and I read for an hour."),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder seed = routes.MapGroup("").WithTags("vCDR");
        seed.MapGet("/token", TokenAsync).WithSummary("A secret that opens one realtime session with a prompt of the interviewer.");
        seed.MapPost("/session", CallAsync).WithSummary("Hands the offer of a WebRTC call to the service, and returns its answer.");
        seed.MapPost("/api/session-config", ConfigureAsync).WithSummary("The configuration of a session with a prompt of the interviewer.");
        seed.MapGet("/api/openai-key", () => Gone()).WithSummary("Gone: it handed out the key of the service.");
        seed.MapPost("/api/test-vcdr-integration", TryScorerAsync).WithSummary("Analyses a short sample, to see whether the scorer works.");
    }

    private static IResult Gone() => throw new RefusedException(StatusCodes.Status410Gone, NoKey);

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        JsonObject session = SessionOf(request.Query[PromptName].ToString());
        ServiceTarget target = options.Target();
        string secret = await new BrowserSessions(target, time).MintAsync(session, request.HttpContext.RequestAborted);
        return TypedResults.Text(target.Redactor.Redact(secret), "application/json; charset=utf-8");
    }

    private async Task<IResult> CallAsync(HttpRequest request)
    {
        string text = Encoding.UTF8.GetString((await BodyReader.ReadAsync(request)).Span);
        string prompt = "";
        if (request.HasJsonContentType())
        {
            JsonElement body = StrictJson.Parse(text);
            (text, prompt) = (TextIn(body, "sdp"), TextIn(body, PromptName));
        }

        if (text.Length == 0) throw new RefusedException(StatusCodes.Status400BadRequest, "The body must be the offer of a call, as SDP.");
        ServiceTarget target = options.Target();
        string answer = await new BrowserSessions(target, time).CallAsync(text, SessionOf(prompt), request.HttpContext.RequestAborted);
        return TypedResults.Text(target.Redactor.Redact(answer), "application/sdp");
    }

    private async Task<IResult> ConfigureAsync(HttpRequest request)
    {
        bool hasBody = request.ContentLength is null or > 0 && request.ContentType is not null;
        string prompt = hasBody ? TextIn(await BodyReader.ReadJsonAsync(request), PromptName) : "";
        return Fresh.Json(new JsonObject { ["session"] = SessionOf(prompt) }, RunJson.Line);
    }

    private async Task<IResult> TryScorerAsync(HttpRequest request)
    {
        if (book.Store.ListBenchmarks() is not [BenchmarkRun newest, ..])
        {
            const string Next = "Save a run first; its prompts are used.";
            return TypedResults.Json(
                new JsonObject { ["ok"] = false, ["error"] = "There is no run.", ["message"] = Next },
                statusCode: StatusCodes.Status400BadRequest);
        }

        string id = FormattableString.Invariant($"test_{time.GetUtcNow().ToUnixTimeMilliseconds()}");
        BenchmarkRun sample = SampleOf(newest, id);
        sample = sample with
        {
            Analyses = new(await measures.AnalyseAsync(StoredConversation.Of(sample), request.HttpContext.RequestAborted)),
        };
        bool isScored = sample.Analyses.Any(one => one.Kind == InterviewMeasures.ScorerKind && !one.IsFailed);
        return TypedResults.Json(new JsonObject
        {
            ["ok"] = isScored || !measures.HasScorer,
            ["test_run_id"] = id,
            ["sample_conversation"] = new JsonArray([.. sample.Turns.Select(turn => (JsonNode)SeedPayload.EntryOf(turn))]),
            ["metrics"] = SeedPayload.MetricsOf(sample),
            ["message"] = isScored ? "The scorer works."
                : measures.HasScorer ? "The scorer failed; vcdr_error says why."
                : "No scorer is set up, so that only the simple analysis was made. Name one when the dashboard is started.",
        });
    }

    private BenchmarkRun SampleOf(BenchmarkRun newest, string id)
    {
        DateTimeOffset start = time.GetUtcNow();
        return newest with
        {
            Id = id,
            StartedAt = start,
            EndedAt = start.AddSeconds(5 * Sample.Length),
            TurnCount = Sample.Length,
            Turns = new(Sample.Select((line, index) => new BenchmarkTurn(index + 1, line.Speaker, line.Text, start.AddSeconds(5 * index)))),
            Analyses = ValueList<BenchmarkAnalysis>.Empty,
        };
    }

    /// <summary>Returns the configuration of a session: that of the platform, with a model that does not end soon.</summary>
    private JsonObject SessionOf(string promptName)
    {
        var folder = new PromptFolder(options.PromptPath);
        string name = promptName.Length > 0 ? promptName : DefaultOf(folder);
        return new JsonObject
        {
            ["type"] = "realtime",
            ["model"] = ModelCatalog.Shipped.DefaultRealtimeModel,
            ["instructions"] = folder.Read(name).Text,
            ["audio"] = new JsonObject { ["output"] = new JsonObject { ["voice"] = Voice } },
        };
    }

    /// <summary>Returns the prompt that the platform takes, or where the folder has none of that name, its first interviewer.</summary>
    private static string DefaultOf(PromptFolder folder) => folder.Names.Contains(SeedBody.DefaultInterviewer, StringComparer.Ordinal)
        ? SeedBody.DefaultInterviewer
        : folder.Names.FirstOrDefault(name => folder.Read(name).Role == PromptRole.Interviewer) ?? SeedBody.DefaultInterviewer;

    private static string TextIn(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";
}
