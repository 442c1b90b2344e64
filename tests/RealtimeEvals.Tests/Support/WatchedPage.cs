using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A page in a browser, with all that it wrote to the console and whatever it asked for outside files and itself.</summary>
public sealed class WatchedPage
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public WatchedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _said.Enqueue(message.Text);
        page.PageError += (_, error) => _said.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Scheme is not ("file" or "data" or "blob")) _asked.Enqueue(request.Url);
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
