using System.CommandLine;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that say what a run must show to be let through.</summary>
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
        Text("--policy-set", Words.WithUsual<GateOptions>(nameof(GateOptions.PolicySet)), "");

    private readonly Option<int> _minimumSamples = new("--min-samples")
    {
        Description = Words.WithUsual<GateOptions>(nameof(GateOptions.MinimumSamples)),
    };

    private readonly Option<double> _maximumAge = new("--max-age-hours")
    {
        Description = Words.WithUsual<GateOptions>(nameof(GateOptions.MaximumAge)),
    };

    private readonly Option<bool> _allowSandbox =
        Switch("--allow-sandbox", Words.Of<GateOptions>(nameof(GateOptions.AllowSandbox)));

    private readonly Option<bool> _allowPartialData =
        Switch("--allow-partial-data", Words.Of<GateOptions>(nameof(GateOptions.AllowPartialData)));

    private readonly Option<string> _data = new("--data-csv")
    {
        Description = Words.WithUsual<GateOptions>(nameof(GateOptions.DataPath)),
        HelpName = "FILE",
    };

    /// <summary>Whether it is about a stored run, whose data file may have moved.</summary>
    public bool IsOfStoredRun { get; init; }

    public void AddTo(Command command)
    {
        if (IsOfStoredRun) command.Options.Add(_data);
        Option[] options = [_require, _policy, _policySet, _minimumSamples, _maximumAge, _allowSandbox, _allowPartialData];
        foreach (Option option in options) command.Options.Add(option);
    }

    /// <summary>Where the data file is now; empty for where it was run.</summary>
    public string DataPath(ParseResult parsed) => IsOfStoredRun && parsed.GetValue(_data) is { Length: > 0 } data ? FullPath(data) : "";

    /// <summary>Whether the sandbox may pass.</summary>
    public bool AllowsSandbox(ParseResult parsed) => parsed.GetValue(_allowSandbox);

    /// <summary>How old the evidence of a gate without rules may be; null where nobody says so.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: out of range.</exception>
    public TimeSpan? MaximumAge(ParseResult parsed) =>
        parsed.GetValue(_maximumAge) == 0 ? null : GateOptions.Combine(new GateOptions(), [], 0, parsed.GetValue(_maximumAge)).MaximumAge;

    /// <summary>The gate that was asked for; null when none was.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasOwnGate">Whether the verb has a gate without rules, which the sandbox may be let through too.</param>
    /// <param name="harness">
    /// The harness of the run that it will be about, which must have what the rules are about; empty where nobody knows.
    /// </param>
    /// <param name="hasOwnAge">Whether that gate has an age that may be limited.</param>
    /// <exception cref="EvalException">A rule or the policy is wrong.</exception>
    public GateOptions? Read(ParseResult parsed, bool hasOwnGate = false, string harness = "", bool hasOwnAge = false)
    {
        string[] rules = parsed.GetValue(_require) ?? [];
        string policy = parsed.GetValue(_policy) ?? "";
        if (rules.Length == 0 && policy.Length == 0)
        {
            bool isHalf = (parsed.GetValue(_allowSandbox) && !hasOwnGate)
                || parsed.GetValue(_allowPartialData)
                || parsed.GetValue(_minimumSamples) != 0
                || (parsed.GetValue(_maximumAge) != 0 && !hasOwnAge)
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
        if (harness.Length > 0) GateRule.RequireKnown(options.Rules, harness);
        return options with
        {
            DataPath = DataPath(parsed),
            AllowSandbox = parsed.GetValue(_allowSandbox),
            AllowPartialData = options.AllowPartialData || parsed.GetValue(_allowPartialData),
        };
    }

    /// <summary>Looks at a run by the gate that was asked for, says what it says, and gives the exit code of the whole.</summary>
    /// <param name="gate">The gate; null for none.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="exitCode">The code without a gate; where it is not that of success, it stays.</param>
    public static async Task<int> ApplyAsync(GateOptions? gate, string runPath, int exitCode)
    {
        if (gate is null) return exitCode;
        GateReport report = new GateEngine(gate, TimeProvider.System).Evaluate(StoredRunEvidence.Read(runPath));
        await GateText.WriteAsync(Terminal.Error, report);
        return exitCode != ExitCode.Success ? exitCode : ExitCode.Of(report);
    }
}
