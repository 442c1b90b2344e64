using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Every page for everybody: read by programs, on a phone, light and dark.</summary>
[Collection(typeof(Alone))]
public sealed class DashboardAccessTests(Browser browser, ServedRuns served) : IClassFixture<Browser>, IClassFixture<ServedRuns>
{
    private const int Patience = 400_000;
    private const int Narrow = 360;

    private static readonly string[] Pages =
    [
        "/",
        "/results",
        "/results?search=nothing+is+called+so",
        "/results/first",
        "/results/first/events",
        "/results/first/prompts",
        "/results/first/quality",
        "/results/first/tests",
        "/results/first/audio",
        "/results/first/report",
        "/results/crawl-worse",
        "/results/crawl-worse/transcript?case=crawl_009",
        "/compare",
        "/compare?run=crawl-better&run=crawl-worse",
        "/gates?run=crawl-better&rules=pass_rate+%3E%3D+0.99",
        "/pulse",
    ];

    [Theory(Timeout = Patience)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_has_a_serious_fault(ColorScheme colours)
    {
        WatchedPage watched = await browser.OpenAsync(served.Address, new() { ColorScheme = colours });
        var faults = new List<string>();
        foreach (string place in Pages)
        {
            await watched.Page.GotoAsync(served.At(place));
            AxeResult result = await watched.Page.RunAxe();
            faults.AddRange(result.Violations
                .Where(fault => fault.Impact is "serious" or "critical")
                .Select(fault => $"{place}: {fault.Id}, {fault.Nodes[0].Target} {fault.Help}"));
        }

        Assert.Empty(faults);
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task No_page_is_wider_than_a_phone()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address, new() { ViewportSize = new() { Width = Narrow, Height = 740 } });
        var wide = new List<string>();
        foreach (string place in Pages)
        {
            await watched.Page.GotoAsync(served.At(place));
            int width = await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > Narrow) wide.Add(FormattableString.Invariant($"{place}: {width}"));
        }

        Assert.Empty(wide);
        watched.AssertQuiet();
    }
}
