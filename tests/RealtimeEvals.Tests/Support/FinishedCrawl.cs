using RealtimeEvals.Datasets;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A crawl of six cases on the sandbox, one of which fails. It is made once and never changed.</summary>
public sealed class FinishedCrawl : IAsyncLifetime, IFinishedRun
{
    private readonly CrawlSetup _setup = new();

    public string RunPath => _setup.RunPath;

    public string DataPath => _setup.Options.DataPath;

    public IReadOnlyList<object> Results { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(ProductData.PathOf("crawl", "customer_calls.csv"));
        _setup.Options =
            _setup.Options with { DataPath = _setup.Write("calls.csv", string.Join('\n', lines[..6].Append(lines[9])) + "\n") };
        Results = await _setup.RunAsync();
    }

    public ValueTask DisposeAsync() => _setup.DisposeAsync();
}
