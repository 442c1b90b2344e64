using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The options of a refusal smoke run.</summary>
public sealed record RefusalOptions : RunOptions
{
    /// <summary>The name of the smoke set that comes with the product.</summary>
    public const string DefaultDataName = "data/refusal/refusal_smoke.jsonl";

    /// <summary>The default name of the gate.</summary>
    public const string DefaultGateKey = "openai_evals_refusal_smoke_pass";

    /// <summary>The default maximum number of lines of a smoke set.</summary>
    public const int DefaultMaximumLines = 200;

    /// <summary>The smoke set: JSON lines of {"item":{"prompt":"...","expected":"ALLOW"}}, with ALLOW or REFUSE.</summary>
    /// <value>the shipped data/refusal/refusal_smoke.jsonl</value>
    public override string DataPath { get; init; } = ProductData.PathOf("refusal", "refusal_smoke.jsonl");

    /// <summary>The smoke set as the user named it, for what is written.</summary>
    public string DataName { get; init; } = DefaultDataName;

    /// <summary>Who answers the rows.</summary>
    /// <remarks>
    /// <para>
    /// Responses and ChatCompletions ask for each row by itself and grade here. OpenAIEvals and AzureEvals leave asking and grading to
    /// hosted evaluations. Replay asks nobody and reads a file of answers.
    /// </para>
    /// <para>OpenAI's hosted evaluations have been read-only since 2026-10-31 and shut down on 2026-11-30.</para>
    /// </remarks>
    public RefusalBackend Backend { get; init; }

    /// <summary>The text model that answers; in a voice run the one that says what the agent did.</summary>
    /// <remarks>A model that ends within 90 days gives a warning, except with a service on this machine.</remarks>
    /// <value>default_judge_model of data/models.json</value>
    public string Model { get; init; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>The temperature of the text model, 0 to 2. Below 0 it is left to the service.</summary>
    public double? Temperature { get; init => field = value < 0 ? null : value; } = 0;

    /// <summary>
    /// The answers for the backend Replay, and only for it: JSON lines of {"prompt":"...","answer":"..."}, one for each request of the set.
    /// </summary>
    public string AnswersPath { get; init; } = "";

    /// <summary>Confirms that a service is asked that costs money.</summary>
    /// <remarks>Without it only the sandbox, the backend Replay and a dry run do anything; all else is the error InvalidSetting.</remarks>
    public bool ConfirmReal { get; init; }

    /// <summary>The lines that the smoke set may have, blank ones included.</summary>
    public int MaximumLines { get; init; } = DefaultMaximumLines;

    /// <summary>The wait between two looks at a hosted run.</summary>
    /// <remarks>Above zero, at most a day.</remarks>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait for a hosted run.</summary>
    /// <remarks>Above zero, at most a day. A run that is not over by then is cancelled.</remarks>
    public TimeSpan MaximumWait { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The organization that pays.</summary>
    /// <value>OPENAI_ORGANIZATION, else OPENAI_ORG_ID</value>
    public string Organization { get; init; } = "";

    /// <summary>The project that pays.</summary>
    /// <value>OPENAI_PROJECT, else OPENAI_PROJECT_ID</value>
    public string Project { get; init; } = "";

    /// <summary>The name of the gate in what is written.</summary>
    public string GateKey { get; init; } = DefaultGateKey;

    /// <summary>Whether answers of the sandbox or of a file may pass the gate.</summary>
    public bool AllowSandbox { get; init; }

    /// <summary>How the user of this front end confirms a run that costs money, for messages.</summary>
    public string ConfirmWord { get; init; } = "a confirmation";

    /// <summary>Speaks each request to a realtime agent and has what the agent says classified by the text model.</summary>
    /// <remarks>Each request has a session of its own. It goes together with the backends Responses and ChatCompletions.</remarks>
    public bool Speaks { get; init; }

    /// <summary>In a voice run: the realtime agent.</summary>
    /// <remarks>A model that ends within 90 days gives a warning, except with a service on this machine.</remarks>
    /// <value>default_realtime_model of data/models.json</value>
    public string AgentModel { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>In a voice run: the text file with the agent's system prompt.</summary>
    /// <value>the shipped data/refusal/voice_agent.txt</value>
    public string AgentPromptPath { get; init; } = ProductData.PathOf("refusal", "voice_agent.txt");

    /// <summary>The voice of caller and agent.</summary>
    public string Voice { get; init; } = "marin";

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    public required string SpeechCachePath { get; init; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    public SpeechSource SpeechSource { get; init; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    public string SpeechModel { get; init; } = "";

    /// <summary>Whether the product may switch to the realtime source when the speech model is missing.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>The speech settings of the caller.</summary>
    public CallerSpeech CallerSpeech => new(SpeechSource, SpeechModel, Voice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <summary>The address of the text model.</summary>
    internal TextModelAddress TextModel => new(
        Target, RetryTerms(Limits.Inactivity), Model, Backend == RefusalBackend.ChatCompletions, Organization, Project);

    /// <summary>Whether the run uses a service that may cost money.</summary>
    private bool IsReal => Backend != RefusalBackend.Replay && Target.Provider != ServiceTarget.SandboxProvider;

    /// <summary>Whether a service runs and grades all rows.</summary>
    internal bool IsHosted => Backend is RefusalBackend.OpenAIEvals or RefusalBackend.AzureEvals;

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>(base.FindProblems());
        if (IsReal && !ConfirmReal)
        {
            problems.Add($"A run on a real service costs money; confirm it with {ConfirmWord}, or try the sandbox or a dry run.");
        }

        if (Model.Length == 0) problems.Add("No model is named.");
        if (Temperature is not (null or (>= 0 and <= 2)))
        {
            problems.Add(FormattableString.Invariant($"The temperature is {Temperature}; it must be 0 to 2."));
        }

        if (PollInterval <= TimeSpan.Zero || MaximumWait <= TimeSpan.Zero)
        {
            problems.Add("The poll interval and the maximum wait must be above zero and at most a day.");
        }

        if (IsHosted && Shard is not null)
        {
            problems.Add("A hosted evaluation asks for all rows of the set at once, so that it cannot be divided into shards.");
        }

        if (IsHosted && (MaximumCostUsd is not null || MaximumTokens is not null || MaximumDuration is not null))
        {
            problems.Add("A hosted evaluation asks for all rows of the set at once, so that no cap could stop it.");
        }

        if (Backend == RefusalBackend.Replay != AnswersPath.Length > 0)
        {
            problems.Add("A file of answers is what the backend Replay reads, and only that.");
        }

        if (Speaks && (IsHosted || Backend == RefusalBackend.Replay))
        {
            problems.Add("Spoken requests need a text model for each answer: take the backend Responses or ChatCompletions.");
        }

        if ((MaximumCases > 0 || !Selection.IsAll) && IsHosted)
        {
            problems.Add("A hosted run takes the whole set, so cases can neither be selected nor be limited in number.");
        }

        if (Trials > 1 && (IsHosted || Backend == RefusalBackend.Replay))
        {
            problems.Add("A hosted run, and a file of answers, answer each row once, so there are no trials.");
        }

        if (Target.Rest is null && Backend != RefusalBackend.Replay)
        {
            problems.Add("The address of the text model cannot be told from the realtime endpoint; give the base address instead.");
        }

        if (Speaks) problems.AddRange(CallerSpeech.FindProblems(Target));
        return problems;
    }
}
