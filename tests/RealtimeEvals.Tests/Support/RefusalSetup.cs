using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>A refusal smoke run with all of its files in a temporary folder.</summary>
public sealed class RefusalSetup : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RefusalSetup(string baseAddress, AuthenticationScheme scheme = AuthenticationScheme.Bearer)
        : this(ServiceTarget.Resolve(null, baseAddress, ApiKey.From("sk-test-0123456789"), scheme))
    {
    }

    public RefusalSetup(ServiceTarget target) => Options = new RefusalOptions
    {
        Target = target,
        DataPath = _folder.Write("rows.jsonl", RefusalService.Dataset),
        DataName = "rows.jsonl",
        ResultsPath = _folder.PathOf("results"),
        SpeechCachePath = _folder.PathOf("speech"),
        RunName = "test",
        ConfirmReal = true,
        RetryLimit = TimeSpan.Zero,
        PollInterval = TimeSpan.FromMilliseconds(1),
        MaximumWait = TimeSpan.FromMilliseconds(20),
        Limits = Patience.Ample,
    };

    public RefusalOptions Options { get; set; }

    public CollectingSink Sink { get; set; } = new();

    /// <summary>The status file; empty for none.</summary>
    public string StatusPath { get; set; } = "";

    public string ResultPath => PathOf("result.json");

    public JsonElement Result => Given.Json(File.ReadAllText(ResultPath));

    public RunFiles Files => new(Path.Combine(Options.ResultsPath, Options.RunName));

    /// <summary>The rows of the run, in their order.</summary>
    public IReadOnlyList<RefusalResult> Rows => [.. Sink.Items.OfType<RefusalResult>().OrderBy(row => row.CaseNumber)];

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public string Write(string name, string content) => _folder.Write(name, content);

    public async Task<RefusalSmokeResult> RunAsync(CancellationToken cancellationToken = default)
    {
        EvalServices services = AdapterServices.Create(TimeProvider.System, _folder.PathOf("store", "runs.sqlite"));
        var request = new SmokeRequest
        {
            Known = new RefusalSmokeResult
            {
                Dataset = Options.DataName,
                Model = Options.Model,
                GateKey = Options.GateKey,
                Backend = Options.Backend,
                Voice = Options.Speaks,
            },
            Pulse = StatusPath.Length > 0 ? new PulseOptions { Path = StatusPath, GateKey = Options.GateKey } : null,
            ResultPath = ResultPath,
            ResultName = "result.json",
            RunAsync = (sink, token) =>
                new RefusalOperation(services, AdapterServices.HostedEvals(services.Time)).RunAsync(Options, sink, token),
        };
        return (await new SmokeOperation(services).RunAsync(request, Sink, cancellationToken))!;
    }

    public void Dispose() => _folder.Dispose();
}
