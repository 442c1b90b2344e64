namespace RealtimeEvals.Grading.Judging;

/// <summary>One question to a judge.</summary>
/// <param name="Model">The judge's model.</param>
/// <param name="Instructions">What a judge does, the same for all questions of a kind.</param>
/// <param name="Input">The criterion and what is judged by it.</param>
/// <param name="SchemaName">The name of the schema.</param>
/// <param name="Schema">The strict JSON schema of the answer.</param>
public sealed record JudgeQuestion(string Model, string Instructions, string Input, string SchemaName, string Schema)
{
    /// <summary>An id of our own that the service keeps beside its request id (header X-Client-Request-Id).</summary>
    public string ClientRequestId { get; init; } = "";
}
