using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Merging;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Shards of a finished run in a temporary folder, and the merging of them.</summary>
public sealed class MergeSetup : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MergeSetup(string runPath, int count)
    {
        Shards = [.. SplitRun.Write(runPath, ResultsPath, count)];
        Name = Path.GetFileName(runPath);
    }

    public string ResultsPath => _folder.PathOf("results");

    /// <summary>The name of the merged run, which is that of the run that was divided.</summary>
    public string Name { get; }

    /// <summary>The folders of the shards.</summary>
    public List<string> Shards { get; }

    public CollectingSink Sink { get; set; } = new();

    public string RunPath => Path.Combine(ResultsPath, Name);

    public RunFiles Files => new(RunPath);

    public string StorePath => _folder.PathOf("store", "runs.sqlite");

    /// <summary>Merges the shards, if that is confirmed.</summary>
    public Task RunAsync(bool force = false, bool skipPlots = true) =>
        new MergeOperation(AdapterServices.Create(TimeProvider.System, StorePath)).RunAsync(
            new MergeOptions { RunPaths = Shards, ResultsPath = ResultsPath, RunName = Name, Force = force, SkipPlots = skipPlots },
            Sink,
            TestContext.Current.CancellationToken);

    public async Task<EvalRunSummary> MergeAsync(bool force = false, bool skipPlots = true)
    {
        await RunAsync(force, skipPlots);
        return Assert.Single(Sink.Items.OfType<EvalRunSummary>());
    }

    /// <summary>The error of shards that are not merged: nothing was written, and they are as they were.</summary>
    public async Task<EvalException> RefusedAsync()
    {
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(ResultsPath);
        EvalException error = await Assert.ThrowsAsync<EvalException>(() => MergeAsync());
        Assert.Equal("ShardsDoNotFit", error.ErrorId);
        Assert.Equal(before, RunFiles.Contents(ResultsPath));
        Assert.Empty(Sink.Items);
        return error;
    }

    public void Dispose() => _folder.Dispose();
}
