using Microsoft.Playwright;
using RealtimeEvals.Files;
using RealtimeEvals.Secrets;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A browser of this machine. Tests that need one are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Long enough for a machine that has much else to do.</summary>
    private const float PatienceMs = 120_000;

    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"];

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        string path = ChildEnvironment.SearchPath;
        string? program = Programs.Select(name => ProgramPath.Find(name, path)).FirstOrDefault(found => found is not null);
        if (program is null) return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags });
    }

    /// <summary>Opens a file, and watches what it says and asks for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Screen, colours and scripts.</param>
    /// <param name="place">The id of the place in the page; empty for its start.</param>
    public Task<WatchedPage> OpenAsync(string path, BrowserNewContextOptions? options = null, string place = "") =>
        OpenAsync($"{new Uri(path).AbsoluteUri}{(place.Length > 0 ? "#" : "")}{place}", "", options);

    /// <summary>Opens the page of a server, and watches what it says and asks for elsewhere.</summary>
    /// <param name="address">The address.</param>
    /// <param name="options">Screen, colours and scripts.</param>
    public Task<WatchedPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null) =>
        OpenAsync(address.AbsoluteUri, address.Authority, options);

    private async Task<WatchedPage> OpenAsync(string address, string home, BrowserNewContextOptions? options)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on this machine.");
        IBrowserContext context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        var watched = new WatchedPage(await context.NewPageAsync(), home);
        await watched.Page.GotoAsync(address);
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
