using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals pulse</c>: shows a status file, or writes one of its gates from a result file or from a run.</summary>
internal static class PulseVerb
{
    private static readonly Option<string> Result = new("--result")
    {
        Description = "The result file of a refusal smoke run, which the gate is written from.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Run = new("--run")
    {
        Description = "The folder of a run, or its name below --results-dir, which the gate is written from by --require or --policy.",
        HelpName = "RUN",
    };

    private static readonly Option<bool> FailOnFalse = Switch("--fail-on-false", "Exit with 1 when the gate is false.");
    private static readonly Option<bool> CompatibleDryRun =
        Switch("--compatible-dry-run", Words.Of<SmokeResultCheck>(nameof(SmokeResultCheck.AllowDryRun)));
    private static readonly Option<bool> RegistryStub =
        Switch("--registry-stub", "Write what a gate registry must say about the gate, as YAML.");

    private static readonly Option<bool> Json = Switch("--json", "Write the status as JSON to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Shows a status.json of PULSE, or writes one gate of it.";

    public static Command Create()
    {
        var pulse = new PulseFlags();
        var gate = new GateFlags { IsOfStoredRun = true };
        var command = new Command("pulse", Summary)
        {
            Result,
            Run,
            StoredRuns.ResultsDir,
            FailOnFalse,
            CompatibleDryRun,
            RegistryStub,
            Json,
        };
        pulse.AddTo(command);
        gate.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed, pulse, gate, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, PulseFlags pulse, GateFlags flags, CancellationToken cancellationToken)
    {
        string key = pulse.GateKey(parsed, RefusalOptions.DefaultGateKey);
        if (parsed.GetValue(RegistryStub))
        {
            await Terminal.Output.OwnAsync(GateRegistryStub.Write(key));
            return ExitCode.Success;
        }

        PulseOptions options = pulse.Read(parsed, key, mayCreate: false)
            ?? throw EvalErrors.InvalidSetting(["No status file is named: --status-json FILE."]);
        PulseEntry? entry = await EntryAsync(parsed, pulse, flags, options, cancellationToken);
        PulseStatus written = entry is null
            ? PulseStatusReader.Read(options.Path)
            : await PulsePatch.WriteAsync(options, entry, TimeProvider.System, cancellationToken);

        // A requested gate that does not exist does not pass.
        PulseStatus status = entry is null && pulse.IsKeyGiven(parsed) ? written.Only([key]) : written;
        if (parsed.GetValue(Json)) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(status, RunJson.Indented));
        else await WriteAsync(status, key, entry);
        bool passes = entry?.Pass ?? status.AllPass;
        return parsed.GetValue(FailOnFalse) && !passes ? ExitCode.GateNotPassed : ExitCode.Success;
    }

    /// <summary>
    /// Returns the entry to write. If the evidence cannot be read, the gate is set to false first, so that an earlier true does not remain.
    /// </summary>
    private static async Task<PulseEntry?> EntryAsync(
        ParseResult parsed, PulseFlags pulse, GateFlags flags, PulseOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return Entry(parsed, pulse, flags, options);
        }
        catch (EvalException) when (
            pulse.IsKeyGiven(parsed) || parsed.GetValue(Result) is { Length: > 0 } || parsed.GetValue(Run) is { Length: > 0 })
        {
            PulseEntry pending = PulseEntries.Pending(options.GateKey, TimeProvider.System.GetUtcNow());
            await PulsePatch.WriteAsync(options, pending, TimeProvider.System, cancellationToken);
            throw;
        }
    }

    private static PulseEntry? Entry(ParseResult parsed, PulseFlags pulse, GateFlags flags, PulseOptions options)
    {
        string result = parsed.GetValue(Result) ?? "";
        string run = parsed.GetValue(Run) ?? "";
        if (result.Length > 0 && run.Length > 0)
        {
            throw EvalErrors.InvalidSetting(["A gate is written from a result file or from a run, not from both."]);
        }

        if (run.Length > 0)
        {
            if (!pulse.IsKeyGiven(parsed)) throw EvalErrors.InvalidSetting(["Say with --gate-key which gate the run decides."]);
            GateOptions gate = flags.Read(parsed)
                ?? throw EvalErrors.InvalidSetting(["A run needs rules: --require RULE or --policy FILE."]);
            RunEvidence evidence = StoredRunEvidence.Read(StoredRuns.Find(parsed, run), gate);
            var engine = new GateEngine(gate, AdapterServices.Distributions, TimeProvider.System);
            return PulseEntries.Of(engine.Evaluate(evidence), options.GateKey);
        }

        if (result.Length == 0)
        {
            return flags.Read(parsed) is null
                ? null
                : throw EvalErrors.InvalidSetting(["Rules were given, but no run that they are about: add --run RUN."]);
        }

        if (flags.Read(parsed, hasOwnGate: true, hasOwnAge: true) is not null)
        {
            throw EvalErrors.InvalidSetting(
                ["A refusal smoke run has its own rule, that every row passes; other rules are for runs: --run RUN."]);
        }

        var check = new SmokeResultCheck
        {
            AllowSandbox = flags.AllowsSandbox(parsed),
            AllowDryRun = parsed.GetValue(CompatibleDryRun),
            DataPath = flags.DataPath(parsed),
        };
        if (flags.MaximumAge(parsed) is TimeSpan age) check = check with { MaximumAge = age };
        RefusalSmokeResult read = SmokeResultFile.Read(FullPath(result));
        if (pulse.GateKey(parsed, read.GateKey) != options.GateKey)
        {
            throw EvalErrors.InvalidSetting([$"The result is of the gate '{read.GateKey}'; say with --gate-key which gate is written."]);
        }

        RefusalSmokeResult judged = check.Judge(read, TimeProvider.System.GetUtcNow()) with
        {
            GateKey = options.GateKey,
            ResultPath = result,
        };
        return PulseEntries.Of(judged, read.ResultSha256) with { PendingTracePath = PulseEntries.TracePathOf(options.GateKey) };
    }

    private static async Task WriteAsync(PulseStatus status, string key, PulseEntry? written)
    {
        foreach (PulseGate gate in status.Gates.Where(gate => written is null || gate.GateKey == key))
        {
            await Terminal.Output.LineAsync($"  {gate.Value,-6} {gate.GateKey}");
        }

        await Terminal.Output.LineAsync(FormattableString.Invariant(
            $"{status.GateCount - status.FailingCount} of {status.GateCount} gates pass in {status.Path}."));
        IEnumerable<string> why = written?.Trace["reasons"] is JsonArray reasons ? reasons.Select(reason => (string)reason!) : [];
        foreach (string reason in why) await Terminal.Output.LineAsync($"  {reason}");
    }
}
