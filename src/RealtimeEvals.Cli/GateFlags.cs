using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags with the rules and limits of a gate.</summary>
internal sealed class GateFlags
{
    private readonly Option<string[]> _require = new("--require")
    {
        Description = Words.Of<GateOptions>(nameof(GateOptions.Rules)),
        HelpName = "RULE",
    };

    private readonly Option<string> _policy = new("--policy")
    {
        Description = Words.Of<GateOptions>(nameof(GateOptions.PolicyPath)),
        HelpName = "FILE",
    };

    private readonly Option<string> _policySet =
        Text("--policy-set", Words.WithDefault<GateOptions>(nameof(GateOptions.PolicySet)), "");

    private readonly Option<int?> _minimumSamples = new("--min-samples")
    {
        Description = Words.WithDefault<GateOptions>(nameof(GateOptions.MinimumSamples)),
    };

    private readonly Option<double?> _maximumAge = new("--max-age-hours")
    {
        Description = Words.WithDefault<GateOptions>(nameof(GateOptions.MaximumAge)),
    };

    private readonly Option<bool> _allowSandbox =
        Switch("--allow-sandbox", Words.Of<GateOptions>(nameof(GateOptions.AllowSandbox)));

    private readonly Option<bool> _allowPartialData =
        Switch("--allow-partial-data", Words.Of<GateOptions>(nameof(GateOptions.AllowPartialData)));

    private readonly Option<string> _baseline = new("--baseline")
    {
        Description = Words.WithDefault<GateOptions>(nameof(GateOptions.BaselinePath)),
        HelpName = "FILE",
    };

    private readonly Option<string> _judges = new("--judge-agreement")
    {
        Description = Words.WithDefault<GateOptions>(nameof(GateOptions.JudgeAgreementPath)),
        HelpName = "FILE",
    };

    private readonly Option<string> _data = new("--data-csv")
    {
        Description = Words.WithDefault<GateOptions>(nameof(GateOptions.DataPath)),
        HelpName = "FILE",
    };

    /// <summary>Whether the gate is about a stored run, whose data file may have been moved.</summary>
    public bool IsOfStoredRun { get; init; }

    public void AddTo(Command command)
    {
        if (IsOfStoredRun) command.Options.Add(_data);
        Option[] options = [_require, _policy, _policySet, _minimumSamples, _maximumAge, _allowSandbox, _allowPartialData, _judges];
        foreach (Option option in options) command.Options.Add(option);
        command.Options.Add(_baseline);
    }

    /// <summary>Returns the current path of the data file; empty when it has not been moved.</summary>
    public string DataPath(ParseResult parsed) => IsOfStoredRun && parsed.GetValue(_data) is { Length: > 0 } data ? FullPath(data) : "";

    /// <summary>Whether answers of the sandbox may pass.</summary>
    public bool AllowsSandbox(ParseResult parsed) => parsed.GetValue(_allowSandbox);

    /// <summary>Returns the maximum age of evidence for a gate without rules; null when it is not given.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the age is out of range.</exception>
    public TimeSpan? MaximumAge(ParseResult parsed) =>
        parsed.GetValue(_maximumAge) is double hours ? GateOptions.Combine(new GateOptions(), [], null, hours).MaximumAge : null;

    /// <summary>Returns the requested gate; null when none was requested.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasOwnGate">Whether the verb has a gate of its own without rules, for which the sandbox may be allowed too.</param>
    /// <param name="harness">
    /// The harness of the run, whose metrics the rules must use; empty when it is not known.
    /// </param>
    /// <param name="hasOwnAge">Whether the age of evidence can be limited for that gate.</param>
    /// <exception cref="EvalException">A rule or the policy is invalid.</exception>
    public GateOptions? Read(ParseResult parsed, bool hasOwnGate = false, string harness = "", bool hasOwnAge = false)
    {
        string[] rules = parsed.GetValue(_require) ?? [];
        string policy = parsed.GetValue(_policy) ?? "";
        if (rules.Length == 0 && policy.Length == 0)
        {
            bool isHalf = (parsed.GetValue(_allowSandbox) && !hasOwnGate)
                || parsed.GetValue(_allowPartialData)
                || parsed.GetValue(_minimumSamples) is not null
                || parsed.GetValue(_judges) is { Length: > 0 }
                || (parsed.GetValue(_maximumAge) is not null && !hasOwnAge)
                || parsed.GetValue(_baseline) is { Length: > 0 }
                || (DataPath(parsed).Length > 0 && !hasOwnGate)
                || parsed.GetValue(_policySet)!.Length > 0;
            return isHalf
                ? throw EvalErrors.InvalidSetting(["Something was said about a gate, but no rule: add --require RULE or --policy FILE."])
                : null;
        }

        if (policy.Length == 0 && parsed.GetValue(_policySet)!.Length > 0)
        {
            throw EvalErrors.InvalidSetting(["A set of a policy is named, but no policy: add --policy FILE."]);
        }

        GateOptions options = GateOptions.Combine(
            policy.Length > 0 ? GatePolicy.Read(FullPath(policy), parsed.GetValue(_policySet)!) : new GateOptions(),
            GateRule.ParseAll(rules), parsed.GetValue(_minimumSamples), parsed.GetValue(_maximumAge));
        if (parsed.GetValue(_judges) is { Length: > 0 } judges) options = options.WithJudges(FullPath(judges));
        if (harness.Length > 0) GateRule.RequireKnown(options.Rules, harness);
        if (parsed.GetValue(_baseline) is { Length: > 0 } baseline) options = options with { BaselinePath = FullPath(baseline) };
        options = options.WithBaselineRead();
        return options with
        {
            DataPath = DataPath(parsed),
            AllowSandbox = parsed.GetValue(_allowSandbox),
            AllowPartialData = options.AllowPartialData || parsed.GetValue(_allowPartialData),
        };
    }

    /// <summary>Evaluates the requested gate on a run, writes its result, and returns the exit code of the process.</summary>
    /// <param name="gate">The gate; null when there is none.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="exitCode">The code without a gate. It is kept unless it is that of success.</param>
    public static async Task<int> ApplyAsync(GateOptions? gate, string runPath, int exitCode)
    {
        if (gate is null) return exitCode;
        var engine = new GateEngine(gate, AdapterServices.Distributions, TimeProvider.System);
        GateReport report = engine.Evaluate(StoredRunEvidence.Read(runPath, gate));
        await GateOutput.WriteAsync(Terminal.Error, report);
        return exitCode != ExitCode.Success ? exitCode : ExitCode.Of(report);
    }
}
