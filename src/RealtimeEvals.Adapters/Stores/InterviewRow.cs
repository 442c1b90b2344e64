using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>A row of the table interviews.</summary>
internal record InterviewRow
{
    /// <summary>The key; null for the next free one.</summary>
    public long? Key { get; init; }

    public string Id { get; init; } = "";

    public string Status { get; init; } = "";

    public string? EndReason { get; init; }

    public string Outcome { get; init; } = "";

    public string Rationale { get; init; } = "";

    public string Doubt { get; init; } = "";

    public int TurnCount { get; init; }

    public long InterviewerPromptKey { get; init; }

    public long ParticipantPromptKey { get; init; }

    public string EndCue { get; init; } = "";

    public string InterviewerModel { get; init; } = "";

    public string ParticipantModel { get; init; } = "";

    public string Provider { get; init; } = "";

    public string StartedAt { get; init; } = "";

    public string? EndedAt { get; init; }

    public string? CostUsd { get; init; }

    public string ProductVersion { get; init; } = "";

    public string RunId { get; init; } = "";

    public string ConversationId { get; init; } = "";

    public string RunPath { get; init; } = "";

    public string ImportedFrom { get; init; } = "";

    public string StoredAt { get; init; } = "";

    /// <summary>Returns the row of an interview, without its key and those of its prompts.</summary>
    public static InterviewRow Of(BenchmarkRun run, DateTimeOffset now) => new()
    {
        Id = run.Id,
        Status = StoredValue.Of(run.Status),
        EndReason = StoredValue.Of(run.EndReason),
        Outcome = StoredValue.Of(run.Outcome),
        Rationale = run.Rationale,
        Doubt = run.Doubt,
        TurnCount = run.Turns.Count,
        EndCue = run.EndCue,
        InterviewerModel = run.InterviewerModel,
        ParticipantModel = run.ParticipantModel,
        Provider = run.Provider,
        StartedAt = StoredValue.Of(run.StartedAt),
        EndedAt = StoredValue.Of(run.EndedAt),
        CostUsd = StoredValue.Of(run.CostUsd),
        ProductVersion = run.ProductVersion,
        RunId = run.RunId,
        ConversationId = run.ConversationId,
        RunPath = run.RunPath,
        ImportedFrom = run.ImportedFrom,
        StoredAt = StoredValue.Of(now),
    };
}

/// <summary>An interview with its prompts, as one SELECT returns it.</summary>
internal sealed record FoundInterview : InterviewRow
{
    /// <summary>The SELECT.</summary>
    public static readonly string Sql = $"""
        SELECT
            {TableSql<InterviewRow>.Selected("i")},
            a.name AS InterviewerPrompt, a.id AS InterviewerPromptId, a.text AS InterviewerPromptText,
            p.name AS ParticipantPrompt, p.id AS ParticipantPromptId, p.text AS ParticipantPromptText
        FROM interviews i
        JOIN prompts a ON a.key = i.interviewer_prompt_key
        JOIN prompts p ON p.key = i.participant_prompt_key
        """;

    public string InterviewerPrompt { get; init; } = "";

    public string InterviewerPromptId { get; init; } = "";

    public string InterviewerPromptText { get; init; } = "";

    public string ParticipantPrompt { get; init; } = "";

    public string ParticipantPromptId { get; init; } = "";

    public string ParticipantPromptText { get; init; } = "";

    /// <summary>Returns the interview without its turns, events, tests and analyses.</summary>
    /// <param name="storePath">The path of the database.</param>
    public BenchmarkRun ToRun(string storePath) => new()
    {
        Key = Key ?? 0,
        Id = Id,
        Status = StoredValue.Word<BenchmarkStatus>(Status),
        EndReason = StoredValue.WordOrNull<EndReason>(EndReason),
        Outcome = StoredValue.Word<Outcome>(Outcome),
        Rationale = Rationale,
        Doubt = Doubt,
        TurnCount = TurnCount,
        InterviewerPrompt = InterviewerPrompt,
        InterviewerPromptId = InterviewerPromptId,
        InterviewerPromptText = InterviewerPromptText,
        ParticipantPrompt = ParticipantPrompt,
        ParticipantPromptId = ParticipantPromptId,
        ParticipantPromptText = ParticipantPromptText,
        EndCue = EndCue,
        InterviewerModel = InterviewerModel,
        ParticipantModel = ParticipantModel,
        Provider = Provider,
        StartedAt = StoredValue.Time(StartedAt),
        EndedAt = StoredValue.TimeOrNull(EndedAt),
        CostUsd = StoredValue.Amount(CostUsd),
        ProductVersion = ProductVersion,
        RunId = RunId,
        ConversationId = ConversationId,
        RunPath = RunPath,
        ImportedFrom = ImportedFrom,
        StorePath = storePath,
    };
}
