using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Answers;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The pages that start an interview: what is asked for, the plan with its cost, the start.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="host">Starts runs.</param>
/// <param name="tables">Reads the table of pairs.</param>
internal sealed class StartRoutes(DashboardOptions options, RunBook book, RunHost host, ITableFormat tables)
{
    private const int MostOpen = 12;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Start).ExcludeFromDescription();
        routes.MapGet("/plan", PlanAsync).ExcludeFromDescription();
        routes.MapPost("/start", StartAsync).ExcludeFromDescription();
        routes.MapGet("/start", static () => TypedResults.Redirect("/")).ExcludeFromDescription();
    }

    /// <summary>Whether the user can mend what an error says on the page.</summary>
    private static bool IsOfUser(EvalException exception) =>
        exception.Kind is ErrorKind.Usage or ErrorKind.Data or ErrorKind.Authentication;

    private static Dictionary<string, string> Written(StartRequest asked) => new(StringComparer.Ordinal)
    {
        ["interviewer"] = asked.Interviewer,
        ["participant"] = asked.Participant,
        ["interviewer_model"] = asked.InterviewerModel,
        ["participant_model"] = asked.ParticipantModel,
        ["maximum_turns"] = Shown.Plain(asked.MaximumTurns),
        ["time_limit_minutes"] = Shown.Number(asked.TimeLimitMinutes),
    };

    /// <summary>Shows the form: empty, or with what was written before.</summary>
    private IResult Start(HttpRequest request) =>
        StartPage(request.Query.ContainsKey("interviewer") ? new StartFormReader(request.Query).Written : Written(Suggested()), []);

    /// <summary>Returns a pair that goes together: the first one that is shipped.</summary>
    private StartRequest Suggested() => PairNames.First(ProductData.PathOf("benchmark", "pairs.csv"), tables) is var (asks, answers)
        ? new StartRequest { Interviewer = asks, Participant = answers }
        : new StartRequest();

    private async Task<IResult> PlanAsync(HttpRequest request)
    {
        var form = new StartFormReader(request.Query);
        StartRequest asked = form.Read();
        var problems = new List<string>(form.Problems);
        try
        {
            (RunPlan plan, IReadOnlyList<string> warnings) = await host.PlanAsync(asked, request.HttpContext.RequestAborted);
            if (problems.Count == 0)
            {
                return Render.Page<PlanPage>(new
                {
                    Request = asked, Plan = plan, Warnings = warnings, Change = $"/{request.QueryString}",
                });
            }
        }
        catch (EvalException exception) when (IsOfUser(exception))
        {
            problems.Add(exception.Message);
        }

        return StartPage(form.Written, problems);
    }

    private async Task<IResult> StartAsync(HttpRequest request)
    {
        var form = new StartFormReader(await BodyReader.ReadFormAsync(request));
        StartRequest asked = form.Read();
        if (form.Problems.Count > 0) return StartPage(form.Written, form.Problems);
        try
        {
            RunEntry entry = await host.StartAsync(asked);
            return TypedResults.Redirect(PageAddress.Of(entry, RunTab.Transcript));
        }
        catch (EvalException exception) when (IsOfUser(exception))
        {
            return StartPage(form.Written, [exception.Message]);
        }
    }

    private IResult StartPage(IReadOnlyDictionary<string, string> written, IReadOnlyList<string> problems)
    {
        (bool isSandbox, string problem) = ServiceOf();
        RunEntry[] open = [.. book.List().Where(entry => entry.Standing == RunStanding.Running || IsOpen(entry)).Take(MostOpen)];
        return Render.Page<StartPage>(
            new
            {
                Written = written,
                Prompts = PromptsOf(),
                Problems = problems,
                Open = (IReadOnlyList<RunEntry>)open,
                IsSandbox = isSandbox,
                ServiceProblem = problem,
            },
            problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static bool IsOpen(RunEntry entry) => entry.CanResume && entry.Standing == RunStanding.Interrupted;

    private (bool IsSandbox, string Problem) ServiceOf()
    {
        try
        {
            return (options.Target().Provider == ServiceTarget.SandboxProvider, "");
        }
        catch (EvalException exception)
        {
            return (false, $"Runs can be read, but none can be started: {exception.Message} {exception.RecommendedAction}");
        }
    }

    /// <summary>Returns the prompts that can be read; one that cannot is found when it is named.</summary>
    private List<EvalPrompt> PromptsOf()
    {
        var folder = new PromptFolder(options.PromptPath);
        var prompts = new List<EvalPrompt>();
        foreach (string name in folder.Names)
        {
            try
            {
                prompts.Add(folder.Read(name));
            }
            catch (EvalException)
            {
                // The others can still be used.
            }
        }

        return prompts;
    }
}
