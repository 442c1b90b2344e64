using System.Diagnostics;
using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Loading;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using Secret = RealtimeEvals.Realtime.ApiKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Starts the dashboard on loopback in a child process, and opens it in the browser or gives it.</summary>
[Cmdlet(VerbsLifecycle.Start, "EvalDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(EvalDashboard))]
public sealed class StartEvalDashboardCommand : TargetCommand
{
    private const string ForHost = "PSHOST";

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>The folder for the runs that are started on the pages.</summary>
    /// <remarks>It is made when a run is started. A relative path starts at the current location.</remarks>
    /// <value>results in the current folder</value>
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <summary>The database with the runs that are shown.</summary>
    /// <remarks>The environment variable REALTIME_EVALS_STORE names another one for all commands.</remarks>
    /// <value>RealtimeEvals/runs.sqlite in the user's local application data</value>
    [Parameter]
    public string? StorePath { get; set; }

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <summary>The folder of the prompts that interviews can be started with.</summary>
    /// <value>the shipped data/prompts</value>
    [Parameter]
    public string? PromptPath { get; set; }

    /// <summary>A status file of PULSE, which is shown and never written.</summary>
    /// <value>none</value>
    [Parameter]
    [Alias("StatusJson")]
    public string? StatusPath { get; set; }

    /// <summary>A file with named sets of rules, by which gates are shown, JSON or psd1.</summary>
    /// <value>none</value>
    [Parameter]
    [Alias("Policy")]
    public string? PolicyPath { get; set; }

    /// <summary>An external scorer, which analyses interviews on request: a program or a .py file.</summary>
    /// <remarks>
    /// It runs in a process and in an empty folder of its own, without keys in its environment. What it gives is kept as the analysis vcdr.
    /// </remarks>
    /// <value>none</value>
    [Parameter]
    public string? Scorer { get; set; }

    /// <summary>Gives the dashboard as an object, and opens no browser.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(
        () =>
        {
            this.RequireGiven();
            Prepare();
            ProcessStartInfo start = ToStart(AspNetRuntime.Find());
            if (!Consent.Ask(this, FormattableString.Invariant($"127.0.0.1:{Port}"), "Start a dashboard")) return;
            EvalDashboard? dashboard = null;
            Pump(async (_, cancellationToken) =>
                dashboard = await EvalDashboard.StartAsync(start, TimeProvider.System, cancellationToken));
            if (PassThru) WriteObject(dashboard);
            else Show(dashboard!);
        },
        dataEnds: true);

    /// <summary>
    /// Returns what is to be started. A key, and an address that may hold one, travel in the environment, which others cannot read.
    /// </summary>
    private ProcessStartInfo ToStart(string runtime)
    {
        ServiceOptions options = Options();
        SandboxChoice.Check(options, SandboxFault);
        CheckEndpoint(options);
        string folder = ModuleInitializer.DependencyFolder;
        var start = new ProcessStartInfo(runtime, ["exec", Path.Combine(folder, "realtime-evals.dll"), .. Arguments()])
        {
            WorkingDirectory = folder,
        };
        if (ApiKey is not null) start.Environment[ServiceEnvironment.KeyNameOf(Provider)] = options.Key?.Reveal() ?? "";
        if (BaseAddress is not null) start.Environment[ServiceEnvironment.AddressNameOf(Provider)] = BaseAddress.OriginalString;

        // It is this process that reads its output, and no runner.
        start.Environment.Remove("GITHUB_ACTIONS");
        return start;
    }

    private IEnumerable<string> Arguments() =>
    [
        "serve",
        Flag("until-input-ends"),
        Flag("port", FormattableString.Invariant($"{Port}")),
        Flag("results-dir", this.Full(ResultsPath)),
        Flag("store-path", StorePath is null ? Runs.Index.StorePath.Default() : this.Full(StorePath)),
        .. Paths("speech-cache", SpeechCachePath),
        .. Paths("prompt-path", PromptPath),
        .. Paths("status-json", StatusPath),
        .. Paths("policy", PolicyPath),
        .. Paths("scorer", Scorer),
        .. Sandbox ? [Flag("sandbox")] : Array.Empty<string>(),
        .. SandboxFault.Select(fault => Flag("sandbox-fault", fault)),
        .. Texts("endpoint", Endpoint?.OriginalString),
        .. Texts("provider", Provider == ServiceProvider.OpenAI ? null : $"{Provider}"),
        .. Texts("auth-scheme", Options().Scheme?.ToString()),
    ];

    private IEnumerable<string> Paths(string name, string? path) => Texts(name, path is null ? null : this.Full(path));

    private static IEnumerable<string> Texts(string name, string? text) => text is null ? [] : [Flag(name, text)];

    private static string Flag(string name) => $"--{name}";

    /// <summary>One word, so that no value is taken for a flag or for a file of arguments.</summary>
    private static string Flag(string name, string value) => $"--{name}={value}";

    /// <summary>
    /// Finds at once what would be wrong when a run is started. That there is no key is not: runs can be read without one.
    /// </summary>
    private void CheckEndpoint(ServiceOptions options)
    {
        if (Endpoint is null && BaseAddress is null) return;
        ServiceTarget target = ServiceTarget.FromEnvironment(IsKeyless ? options with { Key = Secret.From("reading") } : options);
        if (Endpoint is not null && target.Redactor.IsIn(Endpoint.OriginalString))
        {
            throw EvalErrors.InvalidEndpoint(
                target.ShownRealtime,
                "it holds what may be a secret, and others can read the command line of the process. Give the key by itself.");
        }
    }

    private void Show(EvalDashboard dashboard)
    {
        WriteInformation(new HostInformationMessage { Message = $"Dashboard: {dashboard.Address}" }, [ForHost]);
        try
        {
            dashboard.Open();
        }
        catch (EvalException)
        {
            WriteWarning("There is no browser on this machine to open the dashboard with. Open its address yourself.");
        }
    }
}
