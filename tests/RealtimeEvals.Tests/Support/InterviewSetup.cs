using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Sandbox;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A run of interviews on a sandbox of its own, with results, speech cache and the store of runs in a temporary folder. After each test the
/// database of the store must be whole.
/// </summary>
public sealed class InterviewSetup : IAsyncDisposable
{
    public const string Clinic = "clinic-intake-interviewer=patient-participant";
    public const string Bakery = "job-screening-interviewer=applicant-participant";
    public const string Looping = "looping-interviewer=applicant-participant";
    public const string Endless = "clinic-intake-interviewer=endless-participant";
    public const string Helpful = "exit-survey-interviewer=helpful-participant";

    private readonly TemporaryFolder _folder = new();
    private readonly List<SandboxServer> _others = [];

    public InterviewSetup(params string[] faults)
        : this(new SandboxOptions(), faults)
    {
    }

    public InterviewSetup(SandboxOptions sandbox, params string[] faults)
    {
        Sandbox = TestSandbox.Start(sandbox, faults);
        StorePath = _folder.PathOf("store", "runs.sqlite");
        Options = new BenchmarkOptions
        {
            Target = Sandbox.Target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            RunName = "test",
            Limits = Patience.Ample,
            PromptValues = ["FirstName=Ada"],
        };
    }

    public SandboxServer Sandbox { get; }

    public BenchmarkOptions Options { get; set; }

    public CollectingSink Sink { get; set; } = new();

    public string StorePath { get; set; }

    public string Folder => _folder.Path;

    public string RunPath => Path.Combine(Options.ResultsPath, Options.RunName);

    public RunFiles Files => new(RunPath);

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Holds the interviews of these pairs.</summary>
    public InterviewSetup Use(params string[] pairs)
    {
        Options = Options with { PromptPairs = pairs };
        return this;
    }

    /// <summary>Takes the prompts of a folder with copies of the shipped ones, which the test may change.</summary>
    public InterviewSetup CopyPrompts()
    {
        Directory.CreateDirectory(PathOf("prompts"));
        foreach (string file in Directory.GetFiles(PromptFolder.Shipped)) File.Copy(file, PathOf("prompts", Path.GetFileName(file)));
        Options = Options with { PromptPath = PathOf("prompts") };
        return this;
    }

    /// <summary>Changes the text of a copied prompt.</summary>
    public InterviewSetup Change(string prompt, string old, string replacement)
    {
        string path = PathOf("prompts", $"{prompt}.txt");
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Goes on with another sandbox.</summary>
    public void Switch(params string[] faults)
    {
        _others.Add(TestSandbox.Start(faults));
        Options = Options with { Target = _others[^1].Target };
    }

    /// <summary>Runs, and returns the interviews in their order.</summary>
    public async Task<IReadOnlyList<InterviewResult>> RunAsync(CancellationToken cancellationToken = default)
    {
        await new BenchmarkOperation(AdapterServices.Create(TimeProvider.System, StorePath)).RunAsync(Options, Sink, cancellationToken);
        return [.. Sink.Items.OfType<InterviewResult>().OrderBy(result => result.ConversationNumber)];
    }

    /// <summary>Runs the only interview.</summary>
    public async Task<InterviewResult> HoldAsync() => Assert.Single(await RunAsync(TestContext.Current.CancellationToken));

    /// <summary>Resumes the run.</summary>
    public Task<IReadOnlyList<InterviewResult>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        Options = Options with { Resume = true, RetryErrors = true };
        Sink = new CollectingSink();
        return RunAsync(cancellationToken);
    }

    /// <summary>The error of a run that is not begun: there is no folder of it, and the store knows nothing.</summary>
    public async Task<EvalException> RefusedAsync()
    {
        EvalException refusal = await Assert.ThrowsAsync<EvalException>(() => RunAsync(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Options.ResultsPath), "There is a folder of results.");
        Assert.Empty(Sink.Items);
        return refusal;
    }

    public IEvalStore OpenStore() => AdapterServices.OpenStore(StorePath, TimeProvider.System);

    /// <summary>The interviews of the store with everything, those that began first in front.</summary>
    public IReadOnlyList<BenchmarkRun> Stored()
    {
        using IEvalStore store = OpenStore();
        return [.. StoredBenchmarks.List(store).OrderBy(run => run.Key).Select(run => StoredBenchmarks.Find(store, run.Key)!)];
    }

    /// <summary>The only run of the store.</summary>
    public EvalRunSummary StoredRun()
    {
        using IEvalStore store = OpenStore();
        return Assert.Single(store.ListRuns());
    }

    /// <summary>Runs statements of another program on the database of the store.</summary>
    public void Execute(string sql)
    {
        using SqliteConnection connection = StoreRows.Open(StorePath);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The cells of a column in the rows of one interview.</summary>
    public IReadOnlyList<string> Cells(string conversation, string column) =>
        [.. Files.Column("conversation_id").Zip(Files.Column(column))
            .Where(pair => pair.First == conversation).Select(pair => pair.Second)];

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        foreach (SandboxServer other in _others) await other.DisposeAsync();
        try
        {
            if (StoreRows.IsStore(StorePath)) StoreRows.AssertWhole(StorePath);
        }
        finally
        {
            _folder.Dispose();
        }
    }
}
