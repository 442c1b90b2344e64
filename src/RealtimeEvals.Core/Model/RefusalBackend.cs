namespace RealtimeEvals.Model;

/// <summary>Who answers the rows of a refusal smoke set.</summary>
public enum RefusalBackend
{
    /// <summary>The Responses endpoint, a call for each row; graded here.</summary>
    Responses = 0,

    /// <summary>The chat completions endpoint of any compatible service, a call for each row; graded here.</summary>
    ChatCompletions,

    /// <summary>OpenAI's hosted evals, which run and grade all rows; read-only since 2026-10-31 and shut down on 2026-11-30.</summary>
    OpenAIEvals,

    /// <summary>Azure's hosted evals, by the same protocol.</summary>
    AzureEvals,

    /// <summary>A file of answers that were given before.</summary>
    Replay,
}
