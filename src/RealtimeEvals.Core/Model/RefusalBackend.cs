namespace RealtimeEvals.Model;

/// <summary>The service that answers the rows of a refusal smoke set.</summary>
public enum RefusalBackend
{
    /// <summary>The Responses endpoint, one call per row, graded locally.</summary>
    Responses = 0,

    /// <summary>The chat completions endpoint of any compatible service, one call per row, graded locally.</summary>
    ChatCompletions,

    /// <summary>OpenAI's hosted evals, which run and grade all rows; read-only since 2026-10-31 and shut down on 2026-11-30.</summary>
    OpenAIEvals,

    /// <summary>Azure's hosted evals, with the same protocol.</summary>
    AzureEvals,

    /// <summary>A file of recorded answers.</summary>
    Replay,
}
