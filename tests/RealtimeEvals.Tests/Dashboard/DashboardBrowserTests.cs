using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>The dashboard as people use it: in a browser, against the real program.</summary>
[Collection(typeof(Alone))]
public sealed class DashboardBrowserTests(Browser browser, ServedRuns served) : IClassFixture<Browser>, IClassFixture<ServedRuns>
{
    private const int Patience = 400_000;

    [Fact(Timeout = Patience)]
    public async Task Interview_is_started_watched_ended_and_can_go_on()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address);
        IPage page = watched.Page;
        await page.GetByLabel("Interviewer’s prompt").SelectOptionAsync("looping-interviewer");
        await page.GetByLabel("Participant’s prompt").SelectOptionAsync("endless-participant");
        await page.GetByLabel("Answers of the interviewer").FillAsync("1000");
        await page.GetByText("Name, and values").ClickAsync();
        await page.GetByLabel("Values of placeholders").FillAsync("FirstName=Ann");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the plan" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Estimated cost", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".turn").Nth(3)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-live-clock]")).ToContainTextAsync(":");
        await page.GetByRole(AriaRole.Button, new() { Name = "End the run" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".badges")).ToContainTextAsync("Cancelled");
        Assert.True(await page.Locator(".turn").CountAsync() >= 4);
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task Run_is_measured_and_its_transcript_is_searched_and_copied()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        IPage page = watched.Page;
        await page.GotoAsync(served.PageOf("first"));
        await page.GetByLabel("Search").FillAsync("penicillin");
        await Assertions.Expect(page.Locator("[data-transcript-found]")).ToHaveTextAsync("1 place");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        string copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("PARTICIPANT: Hello, I am ready.\nAGENT: ", copied, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Benchmarking Tests" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Recompute" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "closing reached" })).ToContainTextAsync("Good");

        await page.GetByRole(AriaRole.Link, new() { Name = "Quality Metrics" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Engagement score")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask a model" }).ClickAsync();
        await Assertions.Expect(page.GetByText("estimated cost")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the model" }).ClickAsync();
        await Assertions.Expect(page.GetByText("6 of 6 questions asked")).ToBeVisibleAsync();
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task Sound_is_played_and_sought_in_step_with_its_turns()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address);
        IPage page = watched.Page;
        await page.GotoAsync(served.PageOf("first") + "/audio");
        ILocator track = page.GetByRole(AriaRole.Slider);
        await track.FocusAsync();
        await page.Keyboard.PressAsync("End");
        Assert.True(await ValueAsync(track) > 2);
        await page.Keyboard.PressAsync("Home");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Play$", RegexOptions.None, TimeSpan.FromMinutes(1)) })
            .ClickAsync();
        await Assertions.Expect(page.Locator(".turn[aria-current='true'][data-turn='2']")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Transcript" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Listen" }).ClickAsync();
        await Assertions.Expect(page.Locator(".turn[aria-current='true'][data-turn='2']")).ToBeVisibleAsync();
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task Runs_are_filtered_sorted_and_compared()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address);
        IPage page = watched.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await page.GetByLabel("Search").FillAsync("crawl-");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Passed" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("crawl-worse");

        ILocator compare = page.GetByRole(AriaRole.Button, new() { Name = "Compare the two" });
        await Assertions.Expect(compare).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Tick crawl-better" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Tick crawl-worse" }).CheckAsync();
        await compare.ClickAsync();
        await Assertions.Expect(page.Locator("figure svg")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "crawl_001" })).ToContainTextAsync("Error");
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task Events_are_loaded_when_they_are_opened()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address);
        IPage page = watched.Page;
        await page.GotoAsync(served.PageOf("first") + "/events");
        ILocator created = page.Locator("[data-events] > li").Filter(new() { HasText = "session.created" }).First;
        await created.Locator("summary").ClickAsync();
        await Assertions.Expect(created.Locator("pre")).ToContainTextAsync("\"type\": \"session.created\"");

        await page.GotoAsync(served.PageOf("imported") + "/events");
        ILocator further = page.GetByRole(AriaRole.Link, new() { Name = "Further events" });
        await further.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.Locator("[data-events] > li").Nth(399)).ToBeAttachedAsync();
        await further.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.Locator("[data-events] > li")).ToHaveCountAsync(ServedRuns.EventCount);
        watched.AssertQuiet();
    }

    [Fact(Timeout = Patience)]
    public async Task What_is_only_read_needs_no_scripts()
    {
        WatchedPage watched = await browser.OpenAsync(served.Address, new() { JavaScriptEnabled = false });
        IPage page = watched.Page;
        await page.GotoAsync(served.PageOf("first"));
        await Assertions.Expect(page.GetByText("What is your full name?")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "As text" }).ClickAsync();
        await Assertions.Expect(page.GetByText("PARTICIPANT: Hello, I am ready.")).ToBeVisibleAsync();
        await page.GotoAsync(served.PageOf("imported") + "/events");
        await page.GetByRole(AriaRole.Link, new() { Name = "Further events" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-events] > li").First).ToContainTextAsync("201");
        watched.AssertQuiet();
    }

    private static async Task<double> ValueAsync(ILocator track) =>
        double.Parse((await track.GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture);
}
