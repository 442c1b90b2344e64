using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RealtimeEvals.Gates;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pages;

/// <summary>The report as people use it: in a browser, from a file.</summary>
[Collection(typeof(Alone))]
public sealed class ReportBrowserTests(Browser browser, FinishedConversations conversations)
    : IClassFixture<Browser>, IClassFixture<FinishedConversations>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 400_000)]
    public async Task Cases_are_filtered_sorted_and_opened()
    {
        WatchedPage watched = await browser.OpenAsync(WriteReport());
        IPage page = watched.Page;

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Fail" }).CheckAsync();
        await Assertions.Expect(VisibleRows(page)).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("refund");
        await Assertions.Expect(VisibleRows(page)).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await Assertions.Expect(VisibleRows(page)).ToHaveCountAsync(6);

        ILocator latency = page.Locator("th[data-sort]").Filter(new() { HasText = "First audio" });
        await latency.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(latency).ToHaveAttributeAsync("aria-sort", "ascending");
        double[] told = await page.Locator("tbody td.number[data-value]")
            .EvaluateAllAsync<double[]>("all => all.map(one => +one.dataset.value)");
        Assert.Equal(told.Order(), told);

        await page.GetByRole(AriaRole.Link, new() { Name = "change_of_mind.trial1", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("All set: order LK-1004 now goes to 8 Heather Row, Elmbridge.").First).ToBeVisibleAsync();
        watched.AssertQuiet();
    }

    [Fact(Timeout = 400_000)]
    public async Task A_conversation_is_heard_and_its_turn_is_marked()
    {
        WatchedPage watched = await browser.OpenAsync(WriteReport(), place: "case-r0-1");
        IPage page = watched.Page;
        ILocator opened = page.Locator("[data-case='r0-1']");
        ILocator track = opened.GetByRole(AriaRole.Slider);
        await Assertions.Expect(track).ToBeVisibleAsync();

        await track.FocusAsync();
        await page.Keyboard.PressAsync("End");
        double end = double.Parse((await track.GetAttributeAsync("aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(end > 1);
        await page.Keyboard.PressAsync("Home");
        await opened.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Play$", RegexOptions.None, TimeSpan.FromMinutes(1)) })
            .First.ClickAsync();
        await Assertions.Expect(opened.Locator("[data-turn][aria-current]").First).ToBeVisibleAsync();
        await page.WaitForFunctionAsync(
            "() => +document.querySelector(\"[data-case='r0-1'] [role=slider]\").getAttribute('aria-valuenow') > 0");

        LocatorBoundingBoxResult box = (await track.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width * 0.7f, box.Y + box.Height / 2);
        await page.WaitForFunctionAsync(
            "end => +document.querySelector(\"[data-case='r0-1'] [role=slider]\").getAttribute('aria-valuenow') > end / 2", end);
        watched.AssertQuiet();
    }

    [Theory(Timeout = 400_000)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_has_no_serious_barrier_and_fits_every_screen(ColorScheme scheme)
    {
        WatchedPage watched = await browser.OpenAsync(WriteReport(), new() { ColorScheme = scheme }, "case-r0-1");

        AxeResult result = await watched.Page.RunAxe();

        Assert.Empty(result.Violations
            .Where(one => one.Impact is "serious" or "critical")
            .Select(one => $"{one.Id}: {string.Join("; ", one.Nodes.Select(node => node.Html))}"));
        foreach (int width in new[] { 360, 1400 })
        {
            await watched.Page.SetViewportSizeAsync(width, 900);
            Assert.True(await watched.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
        }

        watched.AssertQuiet();
    }

    [Fact(Timeout = 400_000)]
    public async Task Without_scripts_everything_of_a_small_run_is_there()
    {
        WatchedPage watched = await browser.OpenAsync(WriteReport(), new() { JavaScriptEnabled = false });

        string text = await watched.Page.Locator("body").InnerTextAsync();
        Assert.Contains("4 of 6 planned cases passed; not change_of_mind.trial1, change_of_mind.trial2", text, StringComparison.Ordinal);
        await Assertions.Expect(VisibleRows(watched.Page)).ToHaveCountAsync(6);
        Assert.True(await watched.Page.Locator("audio[controls]").CountAsync() > 20);
    }

    [Fact(Timeout = 400_000)]
    public async Task It_prints()
    {
        WatchedPage watched = await browser.OpenAsync(WriteReport());

        byte[] pdf = await watched.Page.PdfAsync();

        Assert.True(pdf.Length > 50_000);
        watched.AssertQuiet();
    }

    [Fact(Timeout = 400_000)]
    public async Task Foreign_scripts_never_run()
    {
        const string Evil = "</script><script>window.ran=1</script><img src=x onerror='window.ran=1'>{{ 'x' }}\u202E😀 ";
        RunEvidence run = PlottedCases.Evidence(60, (index, row) =>
        {
            string text = Evil + new string('x', index == 0 ? 100_000 : 10);
            (row["user_text"], row["assistant_text"], row["rationale"], row["condition"]) = (text, text, text, Evil);
            (row["predicted_tool_call"], row["predicted_arguments"], row["tags"]) = (Evil, text, new JsonArray(Evil));
            row["tool_calls"] = new JsonArray(new JsonObject { ["name"] = Evil, ["raw_arguments"] = text, ["call_id"] = Evil });
            row["tool_outputs"] = new JsonArray(new JsonObject { ["call_id"] = Evil, ["output"] = text });
            row["case_id"] = $"{index:00}{Evil}";
        });
        string path = _folder.Write("evil.html", WrittenReport.Of(hasPlots: true, run));

        WatchedPage watched = await browser.OpenAsync(path);
        await watched.Page.Locator("tbody th a").First.ClickAsync();
        await Assertions.Expect(watched.Page.Locator("[data-case]").First).ToBeVisibleAsync();

        Assert.True(await watched.Page.EvaluateAsync<bool>("() => window.ran === undefined"));
        watched.AssertQuiet();
    }

    [Fact(Timeout = 400_000)]
    public async Task Two_thousand_cases_are_searched_and_opened()
    {
        string path = _folder.Write("many.html", WrittenReport.Of(hasPlots: false, PlottedCases.Evidence(2000)));
        WatchedPage watched = await browser.OpenAsync(path);
        IPage page = watched.Page;

        await page.GetByRole(AriaRole.Searchbox).FillAsync("case_0123");
        await Assertions.Expect(VisibleRows(page)).ToHaveCountAsync(10);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("10 of 2,000");
        await page.GetByRole(AriaRole.Link, new() { Name = "case_01236" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-case='r0-1237']")).ToContainTextAsync("Twelve pounds.");
        watched.AssertQuiet();
    }

    private static ILocator VisibleRows(IPage page) => page.Locator("tbody tr[data-key]:not([hidden])");

    /// <summary>Writes the report of the conversations into their folder, beside their sound.</summary>
    private string WriteReport()
    {
        string path = Path.Combine(conversations.RunPath, $"report_{Guid.NewGuid():N}.html");
        File.WriteAllText(path, WrittenReport.Of(hasPlots: true, StoredRunEvidence.Read(conversations.RunPath)));
        return path;
    }
}
