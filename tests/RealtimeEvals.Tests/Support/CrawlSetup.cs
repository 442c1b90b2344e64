using RealtimeEvals.Adapters;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>A crawl run on a sandbox of its own, with results and speech cache in a temporary folder.</summary>
public sealed class CrawlSetup : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CrawlSetup(params string[] faults)
    {
        Sandbox = TestSandbox.Start(faults);
        Options = new CrawlOptions
        {
            Target = Sandbox.Target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            RunName = "test",
            Limits = Patience.Ample,
        };
    }

    public SandboxServer Sandbox { get; }

    public CrawlOptions Options { get; set; }

    private EvalServices Services => AdapterServices.Create(TimeProvider.System, _folder.PathOf("store", "runs.sqlite"));

    public CollectingSink Sink { get; set; } = new();

    public string Folder => _folder.Path;

    public string RunPath => Path.Combine(Options.ResultsPath, Options.RunName);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string content) => _folder.Write(name, content);

    public async Task<IReadOnlyList<CrawlResult>> RunAsync(CancellationToken cancellationToken = default)
    {
        await new CrawlOperation(Services).RunAsync(Options, Sink, cancellationToken);
        return Sink.Results;
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
