using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>What is decided by runs, read only: comparisons, gates, a PULSE status.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="shelf">The runs as their reports show them.</param>
/// <param name="gates">Evaluates gates.</param>
internal sealed class GateRoutes(DashboardOptions options, RunBook book, RunShelf shelf, GateDesk gates)
{
    private const int MostShown = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/compare", Compare).ExcludeFromDescription();
        routes.MapGet("/gates", Gate).ExcludeFromDescription();
        routes.MapGet("/pulse", () => Render.Page<PulsePage>(new
        {
            Status = options.StatusPath.Length > 0 ? PulseStatusReader.Read(options.StatusPath) : null,
        })).ExcludeFromDescription();
    }

    private IResult Compare(HttpRequest request)
    {
        IReadOnlyList<RunEntry> entries = WithFolder();
        string[] asked = [.. request.Query["run"].OfType<string>().Where(id => id.Length > 0)];
        RunEntry[] picked = [.. asked.Take(2).Select(book.Get)];
        string note = asked.Length is 0 or 2 ? "" : "Two runs are compared: tick as many.";
        ComparedRuns? compared = null;
        if (asked.Length == 2)
        {
            // Runs that were ticked come in the order of their list; the older one is the yardstick.
            if (request.Query["order"] == "age") picked = [.. picked.OrderBy(entry => entry.StartedAt)];
            try
            {
                compared = shelf.Compare(picked[0], picked[1]);
            }
            catch (EvalException exception)
            {
                note = exception.Message;
            }
        }

        return Render.Page<ComparePage>(new
        {
            Entries = entries,
            Before = picked.ElementAtOrDefault(0),
            After = picked.ElementAtOrDefault(1),
            Compared = compared,
            Note = note,
        });
    }

    private IResult Gate(HttpRequest request)
    {
        string set = request.Query["set"].ToString();
        string rules = request.Query["rules"].ToString().Trim();
        bool allowsSandbox = request.Query["allow_sandbox"] == "true";
        RunEntry? entry = request.Query["run"].ToString() is { Length: > 0 } id ? book.Get(id) : null;
        GateReport? report = null;
        string note = "";
        try
        {
            if (entry is not null) report = gates.Evaluate(entry, set, LinesOf(rules), allowsSandbox);
        }
        catch (EvalException exception)
        {
            note = exception.Message;
        }

        return Render.Page<GatesPage>(new
        {
            Entries = WithFolder(),
            Entry = entry,
            Sets = gates.Sets,
            Set = set,
            Rules = rules,
            AllowSandbox = allowsSandbox,
            Report = report,
            Note = note,
        });
    }

    private static string[] LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private IReadOnlyList<RunEntry> WithFolder() => [.. book.List().Where(entry => entry.RunPath.Length > 0).Take(MostShown)];
}
