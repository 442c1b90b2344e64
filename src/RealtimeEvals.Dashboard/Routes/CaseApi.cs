using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts.Analyses;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The versioned routes for the cases of a run: what was said, what happened, what was measured.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="details">What belongs to a run.</param>
/// <param name="measures">Measures interviews.</param>
internal sealed class CaseApi(RunBook book, RunDetails details, InterviewMeasures measures)
{
    private const int MostEvents = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder cases = routes.MapGroup($"{AnswerForm.Versioned}/runs/{{id}}/cases/{{caseId}}").WithTags("Cases");
        cases.MapGet("/transcript", Transcript).WithSummary("What was said.").Produces<IReadOnlyList<CaseTurn>>();
        cases.MapGet("/events", Events)
            .WithSummary("What happened: from takes the place that the part before named as next, count the most events.")
            .Produces<EventLogPage>();
        cases.MapGet("/events/{place:long}", Raw).WithSummary("The content of an event, and with count of those after it.");
        cases.MapGet("/tests", (string id, string caseId) => Answer(InterviewOf(id, caseId, BenchmarkParts.Tests).Tests))
            .WithSummary("What the deterministic tests of an interview gave.")
            .Produces<IReadOnlyList<ConversationVariable>>();
        cases.MapPost("/tests", (string id, string caseId) =>
                TypedResults.Json(measures.Test(InterviewOf(id, caseId, BenchmarkParts.Turns)), ApiFormat.Options))
            .WithSummary("Computes the deterministic tests of an interview.");
        cases.MapGet("/metrics", (string id, string caseId) => Metrics(InterviewOf(id, caseId, BenchmarkParts.Analyses)))
            .WithSummary("The quality metrics of an interview.")
            .Produces<IReadOnlyList<ConversationQuality>>();
        cases.MapPost("/metrics", AnalyseAsync).WithSummary("Computes the quality metrics of an interview that cost nothing.");
    }

    private static IResult Answer<T>(T value) => Fresh.Json(value, ApiFormat.Options);

    private static IResult Metrics(BenchmarkRun run) =>
        Answer<IReadOnlyList<ConversationQuality>>([.. run.Analyses.Select(stored => StoredAnalysis.ToQuality(run.Id, stored))]);

    private IResult Transcript(string id, string caseId)
    {
        (RunEntry entry, RunCase one) = Find(id, caseId);
        return Answer(details.TurnsOf(entry, one));
    }

    private IResult Events(HttpRequest request, string id, string caseId)
    {
        (RunEntry entry, RunCase one) = Find(id, caseId);
        long from = NumberIn(request, "from", 0, long.MaxValue) ?? 0;
        long count = NumberIn(request, "count", 1, MostEvents) ?? RunDetails.EventsOnPage;
        return Answer(details.EventsOf(entry, one, from, (int)count));
    }

    private ContentHttpResult Raw(HttpRequest request, string id, string caseId, long place)
    {
        (RunEntry entry, RunCase one) = Find(id, caseId);
        long count = NumberIn(request, "count", 1, MostEvents) ?? 1;
        return TypedResults.Text(details.RawOf(entry, one, place, (int)count), "text/plain; charset=utf-8");
    }

    private async Task<IResult> AnalyseAsync(HttpRequest request, string id, string caseId)
    {
        await measures.AnalyseAsync(InterviewOf(id, caseId, BenchmarkParts.Turns), request.HttpContext.RequestAborted);
        return Metrics(InterviewOf(id, caseId, BenchmarkParts.Analyses));
    }

    private BenchmarkRun InterviewOf(string id, string caseId, BenchmarkParts parts) =>
        details.InterviewOf(Find(id, caseId).One, parts);

    private (RunEntry Entry, RunCase One) Find(string id, string caseId)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        return (entry, details.Find(entry, RouteText.Of(caseId)) ?? throw EvalErrors.CaseNotFound(caseId, entry.RunPath, []));
    }

    private static long? NumberIn(HttpRequest request, string name, long least, long most)
    {
        string text = request.Query[name].ToString();
        if (text.Length == 0) return null;
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number >= least && number <= most
            ? number
            : throw new RefusedException(
                StatusCodes.Status400BadRequest,
                FormattableString.Invariant($"'{text}' is no value for {name}; it must be a whole number from {least} to {most}."));
    }
}
