using System.Management.Automation;
using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of a refusal smoke run that choose who answers, and how long to wait.</summary>
public abstract class RefusalCommand : CappedCommand, IReleaseStep
{
    /// <inheritdoc cref="RefusalOptions.Backend" />
    [Parameter]
    public RefusalBackend Backend { get; set; }

    /// <inheritdoc cref="RefusalOptions.Model" />
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string Model { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <inheritdoc cref="RefusalOptions.AnswersPath" />
    [Parameter]
    [Alias("Answers")]
    public string? AnswerPath { get; set; }

    /// <inheritdoc cref="RefusalOptions.Temperature" />
    [Parameter]
    public double Temperature { get; set; }

    /// <inheritdoc cref="RunOptions.Trials" />
    [Parameter]
    [Alias("Trials")]
    public int? TrialCount { get; set; }

    /// <inheritdoc cref="RefusalOptions.ConfirmReal" />
    [Parameter]
    public SwitchParameter ConfirmReal { get; set; }

    /// <inheritdoc />
    internal override bool Spends => Backend != RefusalBackend.Replay && base.Spends;

    /// <inheritdoc />
    internal override bool HasConsent => ConfirmReal;

    /// <inheritdoc cref="RefusalOptions.PollInterval" />
    [Parameter]
    [Alias("PollInterval")]
    public double PollIntervalSec { get; set; } = 2;

    /// <inheritdoc cref="RefusalOptions.MaximumWait" />
    [Parameter]
    [Alias("MaxWait")]
    public double MaximumWaitSec { get; set; } = 300;

    /// <inheritdoc cref="TurnLimits.Inactivity" />
    [Parameter]
    [Alias("Timeout")]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <inheritdoc cref="RefusalOptions.Organization" />
    [Parameter]
    [Alias("OrgId")]
    public string Organization { get; set; } = "";

    /// <inheritdoc cref="RefusalOptions.Project" />
    [Parameter]
    [Alias("ProjectId")]
    public string Project { get; set; } = "";

    /// <inheritdoc cref="RefusalOptions.Speaks" />
    [Parameter]
    [Alias("Voice")]
    public SwitchParameter UseVoice { get; set; }

    /// <inheritdoc cref="RefusalOptions.AgentModel" />
    [Parameter]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string AgentModel { get; set; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <inheritdoc cref="RefusalOptions.AgentPromptPath" />
    [Parameter]
    [Alias("AgentPromptFile")]
    public string? AgentPromptPath { get; set; }

    /// <inheritdoc cref="GateOptions.Rules" />
    /// <remarks>They hold beside that of the run itself, that every row passes.</remarks>
    [Parameter]
    [Alias("Require")]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [AllowEmptyCollection]
    public string[] Rule { get; set; } = [];

    /// <inheritdoc cref="GateOptions.PolicyPath" />
    [Parameter]
    [Alias("Policy")]
    public string? PolicyPath { get; set; }

    /// <inheritdoc cref="GateOptions.PolicySet" />
    [Parameter]
    [ArgumentCompleter(typeof(PolicySetCompleter))]
    public string PolicySet { get; set; } = "";

    /// <inheritdoc cref="GateOptions.MinimumSamples" />
    [Parameter]
    [Alias("MinSamples")]
    public int? MinimumSampleCount { get; set; }

    /// <inheritdoc cref="GateOptions.MaximumAge" />
    [Parameter]
    [Alias("MaxAgeHours")]
    [Hours]
    public TimeSpan? MaximumAge { get; set; }

    /// <inheritdoc cref="GateOptions.AllowSandbox" />
    [Parameter]
    public SwitchParameter AllowSandbox { get; set; }

    /// <inheritdoc cref="GateOptions.AllowPartialData" />
    [Parameter]
    public SwitchParameter AllowPartialData { get; set; }

    /// <inheritdoc cref="RunOptions.ChunkMilliseconds" />
    /// <remarks>Only with -UseVoice.</remarks>
    [Parameter]
    [Alias("ChunkMs")]
    public int ChunkMilliseconds { get; set; } = 20;

    /// <inheritdoc cref="RunOptions.RealTime" />
    /// <remarks>Only with -UseVoice.</remarks>
    [Parameter]
    public SwitchParameter RealTime { get; set; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    /// <remarks>Only with -UseVoice.</remarks>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    /// <remarks>Only with -UseVoice.</remarks>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    /// <remarks>Only with -UseVoice.</remarks>
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <inheritdoc cref="RunOptions.Force" />
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="RunOptions.Resume" />
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc cref="RunOptions.SkipPlots" />
    [Parameter]
    [Alias("SkipPlots")]
    public SwitchParameter SkipPlot { get; set; }

    /// <inheritdoc cref="RunOptions.Summary" />
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Returns the rules in addition to that of the run itself; null when there are none.</summary>
    /// <exception cref="EvalException">The rules are invalid, or a setting of a gate was given without any rule.</exception>
    private protected GateOptions? PlanRules(bool isDryRun)
    {
        GateOptions options = GateRules.Read(this, Rule, PolicyPath, PolicySet, MinimumSampleCount, MaximumAge);
        if (Rule.Length > 0 || PolicyPath is not null)
        {
            if (isDryRun) throw EvalErrors.InvalidSetting(["A dry run has no evidence that rules could be looked at by."]);
            GateRule.RequireKnown(options.Rules, "refusal-smoke");
            return options.WithBaselineRead()
                with { AllowSandbox = AllowSandbox, AllowPartialData = options.AllowPartialData || AllowPartialData };
        }

        if (!AllowPartialData && MinimumSampleCount is null && MaximumAge is null) return null;
        throw EvalErrors.InvalidSetting(["Something was said about a gate, but no rule: add -Rule or -PolicyPath."]);
    }
}
