using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The routes of the benchmark platform of vCDR for prompts, with its payloads.</summary>
/// <param name="options">The options of the dashboard.</param>
internal sealed class PromptRoutes(DashboardOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder prompts = routes.MapGroup("/api/prompts").WithTags("vCDR");
        prompts.MapGet("", List).WithSummary("The prompts by their names and files.");
        prompts.MapGet("/{name}", Get).WithSummary("A prompt with the model and the role that the platform gives it.");
    }

    private IResult List() => Fresh.Json(
        new JsonArray([.. new PromptFolder(options.PromptPath).Names.Select(name =>
            (JsonNode)new JsonObject { ["name"] = name, ["filename"] = $"{name}.txt" })]),
        RunJson.Line);

    private IResult Get(string name)
    {
        EvalPrompt prompt = new PromptFolder(options.PromptPath).Read(RouteText.Of(name));
        string capitalised = prompt.Name[..1].ToUpper(CultureInfo.InvariantCulture) + prompt.Name[1..];
        return Fresh.Json(
            new JsonObject
            {
                ["name"] = capitalised,
                ["prompt"] = prompt.Text,
                ["model"] = prompt.Name == SeedBody.DefaultInterviewer ? "gpt-realtime" : "gpt-4",
                ["role"] = prompt.Name,
            },
            RunJson.Line);
    }
}
