using System.Management.Automation;
using RealtimeEvals.Datasets;
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

    /// <summary>The address of all endpoints, such as https://api.openai.com/v1; else OPENAI_BASE_URL counts.</summary>
    [Parameter]
    [Alias("BaseUrl")]
    [ValidateNotNull]
    public Uri? BaseAddress { get; set; }

    /// <summary>JSON lines of prompt and answer, for the backend Replay.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AnswerPath { get; set; }

    /// <summary>The temperature of the text model, 0 to 2; below 0 to leave it to the service.</summary>
    [Parameter]
    public double Temperature { get; set; }

    /// <summary>Confirms that a service is asked that costs money.</summary>
    [Parameter]
    public SwitchParameter ConfirmReal { get; set; }

    /// <inheritdoc />
    internal override bool Spends => Backend != RefusalBackend.Replay
        && (BaseAddress is null ? base.Spends : !Sandbox && !IsLoopback(BaseAddress));

    /// <inheritdoc />
    internal override bool HasConsent => ConfirmReal;

    /// <summary>The wait between two looks at a hosted run, in seconds.</summary>
    [Parameter]
    public double PollIntervalSec { get; set; } = 2;

    /// <summary>The longest wait for a hosted run, in seconds.</summary>
    [Parameter]
    public double MaximumWaitSec { get; set; } = 300;

    /// <summary>The longest wait for one answer, in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <summary>The organization that pays; else OPENAI_ORGANIZATION or OPENAI_ORG_ID.</summary>
    [Parameter]
    [ValidateNotNull]
    public string Organization { get; set; } = "";

    /// <summary>The project that pays; else OPENAI_PROJECT or OPENAI_PROJECT_ID.</summary>
    [Parameter]
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
    [ValidateNotNullOrEmpty]
    public string? AgentPromptPath { get; set; }

    /// <summary>With UseVoice: where the caller's speech comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>With UseVoice: the model that makes the caller's speech; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    public string? SpeechCachePath { get; set; }
}
