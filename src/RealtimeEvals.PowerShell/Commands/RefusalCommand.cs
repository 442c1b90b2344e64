using System.Management.Automation;
using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of a refusal smoke run that say who answers, and how long to wait for it.</summary>
public abstract class RefusalCommand : SessionCommand, IReleaseStep
{
    /// <summary>Who answers the rows.</summary>
    [Parameter]
    public RefusalBackend Backend { get; set; }

    /// <summary>The text model that answers; with UseVoice it says what the agent did.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string Model { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>JSON lines of prompt and answer, for the backend Replay.</summary>
    [Parameter]
    [Alias("Answers")]
    [ValidateNotNullOrEmpty]
    public string? AnswerPath { get; set; }

    /// <summary>The temperature of the text model, 0 to 2; below 0 to leave it to the service.</summary>
    [Parameter]
    public double Temperature { get; set; }

    /// <summary>Confirms that a service is asked that costs money.</summary>
    [Parameter]
    public SwitchParameter ConfirmReal { get; set; }

    /// <inheritdoc />
    internal override bool Spends => Backend != RefusalBackend.Replay && base.Spends;

    /// <inheritdoc />
    internal override bool HasConsent => ConfirmReal;

    /// <summary>The wait between two looks at a hosted run, in seconds.</summary>
    [Parameter]
    [Alias("PollInterval")]
    public double PollIntervalSec { get; set; } = 2;

    /// <summary>The longest wait for a hosted run, in seconds.</summary>
    [Parameter]
    [Alias("MaxWait")]
    public double MaximumWaitSec { get; set; } = 300;

    /// <summary>The longest wait for one answer, in seconds.</summary>
    [Parameter]
    [Alias("Timeout")]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <summary>The organization that pays; else OPENAI_ORGANIZATION or OPENAI_ORG_ID.</summary>
    [Parameter]
    [Alias("OrgId")]
    [ValidateNotNull]
    public string Organization { get; set; } = "";

    /// <summary>The project that pays; else OPENAI_PROJECT or OPENAI_PROJECT_ID.</summary>
    [Parameter]
    [Alias("ProjectId")]
    [ValidateNotNull]
    public string Project { get; set; } = "";

    /// <summary>Speaks each request to a realtime agent and has its answer classified.</summary>
    [Parameter]
    [Alias("Voice")]
    public SwitchParameter UseVoice { get; set; }

    /// <summary>With UseVoice: the agent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string AgentModel { get; set; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>With UseVoice: the agent's system prompt.</summary>
    [Parameter]
    [Alias("AgentPromptFile")]
    [ValidateNotNullOrEmpty]
    public string? AgentPromptPath { get; set; }

    /// <summary>Rules beside that of the run itself, that every row passes; every one must hold.</summary>
    [Parameter]
    [Alias("Require")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>A file with named sets of rules, JSON or psd1.</summary>
    [Parameter]
    [Alias("Policy")]
    [ValidateNotNullOrEmpty]
    public string? PolicyPath { get; set; }

    /// <summary>The set of the policy; needless where there is only one.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PolicySetCompleter))]
    public string PolicySet { get; set; } = "";

    /// <summary>The least number of values for each rule; 0 for what the policy says, else 1.</summary>
    [Parameter]
    [Alias("MinSamples")]
    public int MinimumSampleCount { get; set; }

    /// <summary>How old the oldest row may be by the rules; zero for what the policy says, else 7 days.</summary>
    [Parameter]
    [Alias("MaxAgeHours")]
    [Hours]
    public TimeSpan MaximumAge { get; set; }

    /// <summary>Lets what the sandbox or a file answered pass the gate, for a rehearsal.</summary>
    [Parameter]
    public SwitchParameter AllowSandbox { get; set; }

    /// <summary>Lets a run of a part of the set pass the rules.</summary>
    [Parameter]
    public SwitchParameter AllowPartialData { get; set; }

    /// <summary>With UseVoice: the length of one audio chunk in milliseconds, 1 to 1000.</summary>
    [Parameter]
    [Alias("ChunkMs")]
    public int ChunkMilliseconds { get; set; } = 20;

    /// <summary>With UseVoice: sends audio at the speed of speech.</summary>
    [Parameter]
    public SwitchParameter RealTime { get; set; }

    /// <summary>With UseVoice: where the caller's speech comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>With UseVoice: the model that makes the caller's speech; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The rules beside that of the run itself; null for none.</summary>
    /// <exception cref="EvalException">They are wrong, or something was said about a gate without any.</exception>
    private protected GateOptions? PlanRules(bool isDryRun)
    {
        GateOptions options = GateRules.Read(this, Rule, PolicyPath, PolicySet, MinimumSampleCount, MaximumAge);
        if (Rule.Length > 0 || PolicyPath is not null)
        {
            if (isDryRun) throw EvalErrors.InvalidSetting(["A dry run has no evidence that rules could be looked at by."]);
            GateRule.RequireKnown(options.Rules, "refusal-smoke");
            return options with { AllowSandbox = AllowSandbox, AllowPartialData = options.AllowPartialData || AllowPartialData };
        }

        if (!AllowPartialData && MinimumSampleCount == 0 && MaximumAge == TimeSpan.Zero) return null;
        throw EvalErrors.InvalidSetting(["Something was said about a gate, but no rule: add -Rule or -PolicyPath."]);
    }

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }
}
