using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>Runs that are planned and not run.</summary>
public abstract class PlannedRuns : IDisposable
{
    /// <summary>A line of 15 words, which are 6 seconds.</summary>
    private protected const string Line = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

    private protected const string Tools = """[{"type":"function","name":"ping"}]""";
    private protected const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private protected TemporaryFolder Folder { get; } = new();
    private protected ServiceTarget Target { get; } = ServiceTarget.Resolve(null, null, ApiKey.From("sk-test-0123456789"));
    private protected CollectingSink Sink { get; } = new() { Confirms = false };

    private protected EvalServices Services { get; set; }

    protected PlannedRuns() => Services = At(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static EvalServices At(DateTimeOffset now) => AdapterServices.Create(new ManualTime(now));

    private protected RunPlan Plan() => Sink.Items.OfType<RunPlan>().Last();

    private protected async Task<RunPlan> CrawlAsync(
        int trials, SpeechSource speech = SpeechSource.Auto, ServiceTarget? target = null, string? model = null, decimal? cap = null)
    {
        var options = new CrawlOptions
        {
            Target = target ?? Target,
            ResultsPath = Folder.PathOf("results"),
            SpeechCachePath = Folder.PathOf("speech"),
            SpeechSource = speech,
            RunName = "test",
            Trials = trials,
            MaximumCostUsd = cap,
            Model = model ?? ModelCatalog.Shipped.DefaultRealtimeModel,
            DataPath = Folder.Write("crawl.csv", $"{Header}\na,{Line},,\nb,{Line}!,,\n"),
            SystemPromptPath = Folder.Write("prompt.txt", new string('x', 80)),
            ToolsPath = Folder.Write("tools.json", Tools),
        };
        await new CrawlOperation(Services).RunAsync(options, Sink, Token);
        Assert.False(Directory.Exists(options.ResultsPath), "A plan made a folder of results.");
        Assert.False(Directory.Exists(options.SpeechCachePath), "A plan made a speech cache.");
        return Plan();
    }

    private protected RefusalOptions Refusal() => new()
    {
        Target = Target,
        ResultsPath = Folder.PathOf("results"),
        SpeechCachePath = Folder.PathOf("speech"),
        RunName = "test",
        ConfirmReal = true,
        DataPath = Folder.Write(
            "rows.jsonl",
            $$$"""
            {"item":{"prompt":"{{{Line}}}","expected":"ALLOW"}}
            {"item":{"prompt":"{{{Line}}}!","expected":"REFUSE"}}
            """),
    };

    private protected static long? Tokens(RunPlan plan, PlanRole role, PlanModality modality) =>
        plan.Costs.Single(cost => cost.Role == role && cost.Modality == modality).Tokens;
}
