using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals refusal-smoke</c>: the compatible flags and our own, bound to <see cref="RefusalOptions"/>.</summary>
internal static class RefusalVerb
{
    private static readonly Option<string> Model = Text(
        "--model",
        Words.Of<RefusalOptions>(nameof(RefusalOptions.Model)),
        ModelCatalog.Shipped.DefaultJudgeModel);

    private static readonly Option<RefusalBackend> Backend =
        Choice<RefusalBackend>("--backend", Words.Of<RefusalOptions>(nameof(RefusalOptions.Backend)));

    private static readonly Option<string> Answers = new("--answers")
    {
        Description = Words.Of<RefusalOptions>(nameof(RefusalOptions.AnswersPath)),
        HelpName = "FILE",
    };

    private static readonly Option<double> Temperature = new("--temperature")
    {
        Description = Words.Of<RefusalOptions>(nameof(RefusalOptions.Temperature)),
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = Words.WithDefault<SmokeRequest>(nameof(SmokeRequest.ResultPath)),
        HelpName = "FILE",
    };

    private static readonly Option<int> MaxLines =
        Number("--max-dataset-lines", Words.Of<RefusalOptions>(nameof(RefusalOptions.MaximumLines)), RefusalOptions.DefaultMaximumLines);

    private static readonly Option<bool> ConfirmReal =
        Switch("--confirm-real", Words.Of<RefusalOptions>(nameof(RefusalOptions.ConfirmReal)));

    private static readonly Option<bool> FailOnFalse = Switch("--fail-on-false", "Exit with 1 when the gate is false.");
    private static readonly Option<bool> DryRun = Switch("--dry-run", Words.Of<DryRunOptions>());

    private static readonly Option<bool> CompatibleDryRun =
        Switch("--compatible-dry-run", Words.Of<DryRunOptions>(nameof(DryRunOptions.Compatible)));

    private static readonly Option<double> PollInterval =
        Seconds("--poll-interval", Words.Of<RefusalOptions>(nameof(RefusalOptions.PollInterval)), 2);

    private static readonly Option<double> MaxWait =
        Seconds("--max-wait", Words.Of<RefusalOptions>(nameof(RefusalOptions.MaximumWait)), 300);

    private static readonly Option<string> Organization =
        Text("--org-id", Words.WithDefault<RefusalOptions>(nameof(RefusalOptions.Organization)), "");

    private static readonly Option<string> Project =
        Text("--project-id", Words.WithDefault<RefusalOptions>(nameof(RefusalOptions.Project)), "");

    private static readonly Option<bool> Speaks =
        Switch("--voice", Words.Of<RefusalOptions>(nameof(RefusalOptions.Speaks)));

    private static readonly Option<string> AgentModel =
        Text("--agent-model", Words.Of<RefusalOptions>(nameof(RefusalOptions.AgentModel)), ModelCatalog.Shipped.DefaultRealtimeModel);

    private static readonly Option<string> AgentPromptFile =
        ShippedFile("--agent-prompt-file", Words.WithDefault<RefusalOptions>(nameof(RefusalOptions.AgentPromptPath)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary =
        "Requests to help with and requests to decline: every one must get the right label, or the gate is false.";

    public static Command Create()
    {
        var shared = new RunFlags(typeof(RefusalOptions), TurnLimits.Default.Total, "--dataset", "refusal", "refusal_smoke.jsonl")
        {
            HasTags = false,
        };
        var pulse = new PulseFlags();
        var speech = new SpeechFlags();
        var command = new Command("refusal-smoke", Summary)
        {
            Model,
            Backend,
            Answers,
            Temperature,
            Out,
            MaxLines,
            ConfirmReal,
            FailOnFalse,
            DryRun,
            CompatibleDryRun,
            PollInterval,
            MaxWait,
            Organization,
            Project,
            Speaks,
            AgentModel,
            AgentPromptFile,
        };
        shared.AddTo(command);
        pulse.AddTo(command);
        speech.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            Guarded.RunAsync(() => RunAsync(parsed, shared, pulse, speech, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, RunFlags shared, PulseFlags pulse, SpeechFlags speech, CancellationToken cancellationToken)
    {
        GateOptions? gate = null;
        string name = parsed.GetValue(Out) ?? (parsed.GetValue(DryRun) ? SmokeResultFile.FileName : "");
        var known = new RefusalSmokeResult
        {
            DryRun = parsed.GetValue(DryRun),
            Dataset = shared.DataName(parsed),
            Model = parsed.GetValue(Speaks) ? parsed.GetValue(AgentModel)! : parsed.GetValue(Model)!,
            GateKey = pulse.GateKey(parsed, RefusalOptions.DefaultGateKey),
            Backend = parsed.GetValue(Backend),
            Voice = parsed.GetValue(Speaks),
        };
        EvalServices services = AdapterServices.Create(TimeProvider.System);
        var sink = new ConsoleSink("refusal-smoke") { OnlyPlans = shared.IsPlan(parsed) };
        SandboxServer? sandbox = null;
        RefusalSmokeResult? result;
        try
        {
            var request = new SmokeRequest
            {
                Known = known,
                Pulse = pulse.Read(parsed, known.GateKey, parsed.GetValue(DryRun) && parsed.GetValue(CompatibleDryRun)),
                ResultPath = name.Length > 0 ? FullPath(name) : "",
                ResultName = name,
                RunAsync = async (rows, token) =>
                {
                    gate = ReadGate(parsed, shared);
                    if (parsed.GetValue(DryRun))
                    {
                        return new DryRunOperation(TimeProvider.System, 1).Run(new DryRunOptions
                        {
                            DataPath = shared.DataPath(parsed),
                            Known = known,
                            Compatible = parsed.GetValue(CompatibleDryRun),
                        });
                    }

                    sandbox = shared.StartSandbox(parsed);
                    ServiceTarget target = parsed.GetValue(Backend) == RefusalBackend.Replay
                        ? ServiceTarget.Replay
                        : sandbox?.Target ?? shared.ResolveTarget(parsed);
                    RefusalOptions options = ToOptions(parsed, shared, speech, target, known);
                    var operation = new RefusalOperation(services, AdapterServices.HostedEvals(TimeProvider.System));
                    return SmokeRules.Apply(
                        await operation.RunAsync(options, rows, token), gate, AdapterServices.Distributions, TimeProvider.System);
                },
            };
            result = await new SmokeOperation(services).RunAsync(request, sink, cancellationToken);
            foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
        }
        finally
        {
            sink.EndProgress();
            if (sandbox is not null) await sandbox.DisposeAsync();
        }

        if (result is null) return await PlanReport.ShowAsync(sink.Plan!, shared.Output(parsed));
        await new RefusalReport(result, parsed.GetValue(pulse.Path)).WriteAsync(shared.Output(parsed));
        int code = await GateFlags.ApplyAsync(gate, result.RunPath, ExitCode.Of(result.Rows.Select(row => row.Outcome)));
        return code == ExitCode.Success && parsed.GetValue(FailOnFalse) && !result.GatePass ? ExitCode.GateNotPassed : code;
    }

    private static GateOptions? ReadGate(ParseResult parsed, RunFlags shared)
    {
        GateOptions? gate = shared.Gate(parsed);
        if (parsed.GetValue(DryRun) && shared.IsPlan(parsed))
        {
            throw EvalErrors.InvalidSetting(["A dry run asks for nothing that could be planned."]);
        }

        if (parsed.GetValue(CompatibleDryRun) && !parsed.GetValue(DryRun))
        {
            throw EvalErrors.InvalidSetting(["The compatible dry run is a dry run: add --dry-run."]);
        }

        if (gate is not null && parsed.GetValue(DryRun))
        {
            throw EvalErrors.InvalidSetting(["A dry run has no evidence that rules could be looked at by."]);
        }

        return gate;
    }

    private static RefusalOptions ToOptions(
        ParseResult parsed, RunFlags shared, SpeechFlags speech, ServiceTarget target, RefusalSmokeResult known)
    {
        string results = shared.ResultsPath(parsed);
        return shared.Apply(parsed, new RefusalOptions
        {
            Target = target,
            ResultsPath = results,
            SpeechCachePath = speech.CachePath(parsed, results),
            SpeechSource = speech.Source(parsed),
            SpeechModel = speech.Model(parsed),
            DataName = known.Dataset,
            Backend = parsed.GetValue(Backend),
            Model = parsed.GetValue(Model)!,
            Temperature = parsed.GetValue(Temperature),
            AnswersPath = parsed.GetValue(Answers) is { Length: > 0 } answers ? FullPath(answers) : "",
            ConfirmWord = "--confirm-real",
            ConfirmReal = parsed.GetValue(ConfirmReal) || shared.IsPlan(parsed),
            MaximumLines = parsed.GetValue(MaxLines),
            PollInterval = TurnLimits.Span(parsed.GetValue(PollInterval)),
            MaximumWait = TurnLimits.Span(parsed.GetValue(MaxWait)),
            Organization = parsed.GetValue(Organization) is { Length: > 0 } organization ? organization : ServiceEnvironment.Organization,
            Project = parsed.GetValue(Project) is { Length: > 0 } project ? project : ServiceEnvironment.Project,
            GateKey = known.GateKey,
            AllowSandbox = shared.AllowSandbox(parsed),
            Speaks = parsed.GetValue(Speaks),
            AgentModel = parsed.GetValue(AgentModel)!,
            AgentPromptPath = parsed.PathOf(AgentPromptFile, "refusal", "voice_agent.txt"),
        });
    }
}
