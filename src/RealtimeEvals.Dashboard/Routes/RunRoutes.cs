using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>What the page of a run does: end it, let it go on, measure an interview, hand out a file.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="details">What the tabs show.</param>
/// <param name="host">The runs of this process.</param>
/// <param name="measures">Measures interviews.</param>
internal sealed class RunRoutes(RunBook book, RunDetails details, RunHost host, InterviewMeasures measures)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder run = routes.MapGroup("/results/{id}").ExcludeFromDescription();
        run.MapPost("/end", EndAsync);
        run.MapPost("/resume", ResumeAsync);
        run.MapPost("/tests", Test);
        run.MapPost("/quality", AnalyseAsync);
        run.MapPost("/quality/questions", AskAsync);
        run.MapGet("/text", Text);
        run.MapGet("/files/{fileId}", File);
    }

    private async Task<IResult> EndAsync(string id)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        bool isOver = await host.EndAsync(entry) || entry.Standing != RunStanding.Running;
        return isOver
            ? TypedResults.Redirect(PageAddress.Of(entry))
            : throw new RefusedException(StatusCodes.Status409Conflict, "Another process holds this run; end it there.");
    }

    private async Task<IResult> ResumeAsync(string id) =>
        TypedResults.Redirect(PageAddress.Of(await host.ResumeAsync(book.Get(RouteText.Of(id)))));

    private RedirectHttpResult Test(HttpRequest request, string id)
    {
        (RunEntry entry, RunCase one) = Find(request, id);
        measures.Test(details.InterviewOf(one, BenchmarkParts.Turns));
        return TypedResults.Redirect(PageAddress.Of(entry, RunTab.Tests, one.Id));
    }

    private async Task<IResult> AnalyseAsync(HttpRequest request, string id)
    {
        (RunEntry entry, RunCase one) = Find(request, id);
        await measures.AnalyseAsync(details.InterviewOf(one, BenchmarkParts.Turns), request.HttpContext.RequestAborted);
        return TypedResults.Redirect(PageAddress.Of(entry, RunTab.Quality, one.Id));
    }

    private async Task<IResult> AskAsync(HttpRequest request, string id)
    {
        (RunEntry entry, RunCase one) = Find(request, id);
        IFormCollection form = await BodyReader.ReadFormAsync(request);
        string tab = PageAddress.Of(entry, RunTab.Quality, one.Id);
        string open = await measures.AskAsync(
            details.InterviewOf(one, BenchmarkParts.Turns), form["agreed"] == "true", request.HttpContext.RequestAborted);
        return open.Length == 0
            ? TypedResults.Redirect(tab)
            : Render.Page<ConfirmPage>(new
            {
                Title = "Ask a model about each question",
                Text = open,
                Action = $"{PageAddress.Of(entry)}/quality/questions?case={Uri.EscapeDataString(one.Id)}",
                Back = tab,
            });
    }

    private ContentHttpResult Text(HttpRequest request, string id)
    {
        (_, RunCase one) = Find(request, id);
        string text = TranscriptFile.ToText(StoredConversation.Of(details.InterviewOf(one, BenchmarkParts.Turns)));
        return TypedResults.Text(text, "text/plain; charset=utf-8");
    }

    /// <summary>Hands out sound and records of a run. They are never pages: what is in them may be anything.</summary>
    private PhysicalFileHttpResult File(string id, string fileId)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        string path = details.FileOf(entry, fileId)
            ?? throw new RefusedException(StatusCodes.Status404NotFound, "The run has no such file, or it is not in its folder any more.");
        string type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".wav" => "audio/wav",
            ".json" => "application/json; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        var written = new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(path));
        return TypedResults.PhysicalFile(path, type, lastModified: written, enableRangeProcessing: true);
    }

    private (RunEntry Entry, RunCase One) Find(HttpRequest request, string id)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        string caseId = request.Query["case"].ToString();
        return (entry, details.Find(entry, caseId) ?? throw EvalErrors.CaseNotFound(caseId, entry.RunPath, []));
    }
}
