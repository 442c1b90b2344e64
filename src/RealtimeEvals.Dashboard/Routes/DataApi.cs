using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The versioned routes for what runs are made of and decided by: prompts, models, comparisons, gates, a PULSE status.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="shelf">The runs as their reports show them.</param>
/// <param name="gates">Evaluates gates.</param>
internal sealed class DataApi(DashboardOptions options, RunBook book, RunShelf shelf, GateDesk gates)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder data = routes.MapGroup(AnswerForm.Versioned).WithTags("Data");
        data.MapGet("/prompts", () => Answer(new PromptFolder(options.PromptPath).Names))
            .WithSummary("The names of the prompts.").Produces<IReadOnlyList<string>>();
        data.MapGet("/prompts/{name}", (string name) => Answer(new PromptFolder(options.PromptPath).Read(RouteText.Of(name))))
            .WithSummary("A prompt.").Produces<EvalPrompt>();
        data.MapGet("/models", () => Answer(ModelCatalog.Shipped.Models))
            .WithSummary("The models with their prices and ends.").Produces<IReadOnlyList<CatalogModel>>();
        data.MapGet("/comparison", (string before, string after) => Answer(Compare(before, after)))
            .WithSummary("Two runs beside each other, paired by case.").Produces<ComparedRuns>();
        data.MapGet("/runs/{id}/gate", Gate)
            .WithSummary("The verdict of a gate on a run: rule, once or more, set of the policy, allow_sandbox.").Produces<GateReport>();
        data.MapGet("/pulse", () => Answer(options.StatusPath.Length > 0
            ? PulseStatusReader.Read(options.StatusPath)
            : throw new RefusedException(StatusCodes.Status404NotFound, "No status file was named when the dashboard was started.")))
            .WithSummary("The PULSE status that the dashboard was started with.").Produces<PulseStatus>();
    }

    private static IResult Answer<T>(T value) => Fresh.Json(value, ApiFormat.Options);

    private ComparedRuns Compare(string before, string after) => shelf.Compare(book.Get(before), book.Get(after));

    private IResult Gate(HttpRequest request, string id)
    {
        string[] rules = [.. request.Query["rule"].OfType<string>()];
        string set = request.Query["set"].ToString();
        return Answer(gates.Evaluate(book.Get(RouteText.Of(id)), set, rules, request.Query["allow_sandbox"] == "true"));
    }
}
