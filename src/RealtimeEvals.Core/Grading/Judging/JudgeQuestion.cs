namespace RealtimeEvals.Grading.Judging;

/// <summary>One question to a judge.</summary>
/// <param name="Model">The judge's model.</param>
/// <param name="Instructions">The instructions, the same for all questions of a kind.</param>
/// <param name="Input">The criterion and the record to be judged.</param>
/// <param name="SchemaName">The name of the schema.</param>
/// <param name="Schema">The strict JSON schema of the answer.</param>
public sealed record JudgeQuestion(string Model, string Instructions, string Input, string SchemaName, string Schema)
{
    /// <summary>A request id of our own, which the service logs with its own (header X-Client-Request-Id).</summary>
    public string ClientRequestId { get; init; } = "";
}
