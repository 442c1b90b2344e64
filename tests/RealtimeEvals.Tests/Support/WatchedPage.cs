using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A page in a browser, with all that it wrote to the console and whatever it asked for outside files and itself.</summary>
public sealed class WatchedPage
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _asked = new();

    /// <summary>Watches a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="home">The host and port that it may ask; empty for a file, which may ask nobody.</param>
    public WatchedPage(IPage page, string home = "")
    {
        Page = page;
        page.Console += (_, message) => _said.Enqueue(message.Text);
        page.PageError += (_, error) => _said.Enqueue(error);
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is not ("file" or "data" or "blob") && address.Authority != home) _asked.Enqueue(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Asserts that nothing went wrong on the page and that nothing left it.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(_said);
        Assert.Empty(_asked);
    }
}
