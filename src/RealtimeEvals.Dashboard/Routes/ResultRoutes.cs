using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts.Analyses;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>The list of runs, and the page of each run with its tabs.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="details">What the tabs show.</param>
/// <param name="host">The runs of this process.</param>
/// <param name="measures">Measures interviews.</param>
/// <param name="lines">Makes HTML of lines.</param>
internal sealed class ResultRoutes(
    RunBook book, RunDetails details, RunHost host, InterviewMeasures measures, LinePages lines)
{
    private const string NoResult = "No case has a result yet.";
    private const string NoSound = "No sound of this case is in the folder of the run.";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/results", List).ExcludeFromDescription();
        routes.MapGet("/results/{id}/{tab?}", Show).ExcludeFromDescription();
    }

    private IResult List(HttpRequest request)
    {
        RunQuery query = RunQueryReader.Read(request.Query);
        IReadOnlyList<RunEntry> all = book.List();
        (IReadOnlyList<RunEntry> items, int total) = query.Of(all);
        IReadOnlyList<string> harnesses =
            [.. all.Select(entry => entry.Harness).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Render.Page<RunsPage>(new { Query = query, Items = items, Total = total, Harnesses = harnesses });
    }

    private IResult Show(HttpRequest request, string id, string? tab)
    {
        RunEntry entry = book.Get(RouteText.Of(id));
        IReadOnlyList<RunCase> cases = details.CasesOf(entry);
        bool hasInterviews = entry.Harness == RunBook.Benchmark;
        IReadOnlyList<RunTab> tabs = RunTab.Of(hasInterviews, entry.RunPath.Length > 0);
        string shown = tab ?? (hasInterviews || cases.Count == 1 ? RunTab.Transcript : tabs[^1].Key);
        if (tabs.All(one => one.Key != shown)) return TypedResults.NotFound();
        RunCase? one = details.Find(entry, request.Query["case"].ToString());
        return Render.Page<RunPage>(new
        {
            Entry = entry,
            Tab = shown,
            Tabs = tabs,
            Cases = cases,
            Case = one,
            IsOurs = host.IsOurs(entry),
            FeedAddress = FeedRoutes.AddressOf(entry),
            ChildContent = ContentOf(request, entry, one, shown),
        });
    }

    private RenderFragment ContentOf(HttpRequest request, RunEntry entry, RunCase? one, string tab)
    {
        bool isLive = entry.Standing == RunStanding.Running;
        if (tab == RunTab.Report) return Render.Part<HtmlTab>(("Html", details.ReportOf(entry)), ("Missing", NoResult));
        if (one is null) return Render.Part<TranscriptTab>(("IsLive", isLive));
        return tab switch
        {
            RunTab.Events => EventsOf(request, entry, one),
            RunTab.Prompts => Render.Part<PromptsTab>(("Run", details.InterviewOf(one, BenchmarkParts.None))),
            RunTab.Quality => QualityOf(entry, one),
            RunTab.Tests => Render.Part<TestsTab>(
                ("Tests", details.InterviewOf(one, BenchmarkParts.Tests).Tests), ("Action", PageAddress.Of(entry, tab, one.Id))),
            RunTab.Audio => Render.Part<HtmlTab>(
                ("Html", details.SoundOf(entry, one)), ("Missing", NoSound), ("IsStage", true)),
            _ => Render.Part<TranscriptTab>(
                ("Html", details.ConversationOf(entry, one)),
                ("IsLive", isLive && !one.HasEvidence),
                ("CaseId", one.Id),
                ("TextAddress", one.InterviewKey > 0 ? $"{PageAddress.Of(entry)}/text?case={Uri.EscapeDataString(one.Id)}" : "")),
        };
    }

    private RenderFragment EventsOf(HttpRequest request, RunEntry entry, RunCase one)
    {
        string words = EventRoutes.WordsIn(request);
        EventLogPage page = details.EventsOf(entry, one, EventRoutes.PlaceIn(request), RunDetails.EventsOnPage, words);
        return Render.Part<EventsTab>(
            ("Html", lines.Events(page.Lines, line => EventRoutes.RawAddressOf(entry, one, line))),
            ("Next", page.Next is long next ? EventRoutes.PageAddressOf(entry, one, next, words) : ""),
            ("Words", words),
            ("CaseId", one.Id),
            ("Action", PageAddress.Of(entry, RunTab.Events)));
    }

    private RenderFragment QualityOf(RunEntry entry, RunCase one)
    {
        BenchmarkRun run = details.InterviewOf(one, BenchmarkParts.Analyses);
        return Render.Part<QualityTab>(
            ("Analyses", (IReadOnlyList<ConversationQuality>)[.. run.Analyses.Select(stored => StoredAnalysis.ToQuality(run.Id, stored))]),
            ("Action", PageAddress.Of(entry, RunTab.Quality)),
            ("CaseId", one.Id),
            ("HasScorer", measures.HasScorer));
    }
}
