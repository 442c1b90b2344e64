using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A run of simulated conversations on a sandbox of its own, with simulations, results and speech cache in a temporary folder.
/// </summary>
public sealed class ConversationSetup : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SandboxServer> _others = [];

    public ConversationSetup(params string[] faults)
        : this(new SandboxOptions(), faults)
    {
    }

    public ConversationSetup(SandboxOptions sandbox, params string[] faults)
    {
        Sandbox = TestSandbox.Start(sandbox, faults);
        Options = new SimulationOptions
        {
            Target = Sandbox.Target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            RunName = "test",
            Limits = Patience.Ample,
        };
    }

    public SandboxServer Sandbox { get; }

    public SimulationOptions Options { get; set; }

    private EvalServices Services => AdapterServices.Create(TimeProvider.System, _folder.PathOf("store", "runs.sqlite"));

    public CollectingSink Sink { get; set; } = new();

    public string Folder => _folder.Path;

    public string RunPath => Path.Combine(Options.ResultsPath, Options.RunName);

    public RunFiles Files => new(RunPath);

    public IReadOnlyList<ConversationResult> Journal => ReadJournal(RunPath);

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public static IReadOnlyList<ConversationResult> ReadJournal(string runPath) =>
        Journals.Read<ConversationResult>(Path.Combine(runPath, "journal.jsonl"));

    /// <summary>Runs copies of these shipped simulations, which the test may then change.</summary>
    public ConversationSetup Use(params string[] ids)
    {
        Options = Options with { DataPath = CopySimulations(PathOf("data"), ids) };
        return this;
    }

    /// <summary>Copies shipped simulations with their prompt and tools, and returns the path of their index.</summary>
    public static string CopySimulations(string folder, params string[] ids)
    {
        Directory.CreateDirectory(folder);
        foreach (string name in ids.Select(id => $"sim_{id}.json").Append("system_prompt.txt").Append("tools.json"))
        {
            File.Copy(ProductData.PathOf("run", name), Path.Combine(folder, name));
        }

        string index = Path.Combine(folder, "simulations.csv");
        File.WriteAllText(index, "simulation_id,simulation_path\n" + string.Concat(ids.Select(id => $"{id},sim_{id}.json\n")));
        return index;
    }

    /// <summary>Changes a copied simulation.</summary>
    public ConversationSetup Change(string id, Action<JsonNode> change)
    {
        string path = PathOf("data", $"sim_{id}.json");
        JsonNode simulation = JsonNode.Parse(File.ReadAllText(path))!;
        change(simulation);
        File.WriteAllText(path, simulation.ToJsonString());
        return this;
    }

    /// <summary>Goes on with another sandbox, whose target is returned.</summary>
    public ServiceTarget Switch(params string[] faults) => Switch(new SandboxOptions(), faults);

    public ServiceTarget Switch(SandboxOptions sandbox, params string[] faults)
    {
        _others.Add(TestSandbox.Start(sandbox, faults));
        Options = Options with { Target = _others[^1].Target };
        Sink = new CollectingSink();
        return Options.Target;
    }

    /// <summary>Runs, and returns the conversations in their order.</summary>
    public async Task<IReadOnlyList<ConversationResult>> RunAsync(CancellationToken cancellationToken = default)
    {
        await new SimulationOperation(Services).RunAsync(Options, Sink, cancellationToken);
        return Results();
    }

    /// <summary>Resumes the run.</summary>
    public Task<IReadOnlyList<ConversationResult>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        Options = Options with { Resume = true, RetryErrors = true };
        Sink = new CollectingSink();
        return RunAsync(cancellationToken);
    }

    /// <summary>Measures the run, and returns the conversations in their order.</summary>
    public async Task<IReadOnlyList<ConversationResult>> MeasureAsync(
        MeasureRunOptions options, CancellationToken cancellationToken = default)
    {
        Sink = new CollectingSink { OnProgress = Sink.OnProgress };
        await new MeasureRunOperation(Services).RunAsync(options, Sink, cancellationToken);
        return Results();
    }

    /// <summary>The options of a measurement by this service; null for none.</summary>
    public MeasureRunOptions Measure(ServiceTarget? target) =>
        new() { RunPath = RunPath, Target = target, Limit = Patience.Ample.Inactivity };

    /// <summary>The cells of a column in the rows of one conversation.</summary>
    public IReadOnlyList<string> Cells(string conversationId, string column) =>
        [.. Files.Column("conversation_id").Zip(Files.Column(column))
            .Where(pair => pair.First == conversationId).Select(pair => pair.Second)];

    /// <summary>A conversation as its own file tells it.</summary>
    public ConversationResult Record(string conversationId) =>
        JsonSerializer.Deserialize<ConversationResult>(
            File.ReadAllText(Files.PathOf("conversations", $"{conversationId}.json")), RunJson.Indented)!;

    /// <summary>A conversation as people read it.</summary>
    public string Transcript(string conversationId) => File.ReadAllText(Files.PathOf("conversations", $"{conversationId}.txt"));

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        foreach (SandboxServer other in _others) await other.DisposeAsync();
        _folder.Dispose();
    }

    private ConversationResult[] Results() => [.. Sink.Items.OfType<ConversationResult>().OrderBy(result => result.ConversationNumber)];
}
