using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>The rows of all tables that belong to one interview.</summary>
internal static class DetailRows
{
    private const string Missing = "SELECT 1 WHERE 0";

    /// <summary>Returns SELECT statements for the rows of the interview @key: turns, events, tests, analyses.</summary>
    /// <param name="parts">Which of them return rows.</param>
    public static string SqlOf(BenchmarkParts parts) => $"""
        {(parts.HasFlag(BenchmarkParts.Turns) ? Select<TurnRow>("turns", "number") : Missing)};
        {(parts.HasFlag(BenchmarkParts.Events) ? Select<EventRow>("events", "number") : Missing)};
        {(parts.HasFlag(BenchmarkParts.Tests) ? Select<TestRow>("tests", "number") : Missing)};
        {(parts.HasFlag(BenchmarkParts.Analyses) ? Select<AnalysisRow>("analyses", "key") : Missing)};
        """;

    private static string Select<T>(string table, string order) =>
        $"SELECT {TableSql<T>.Selected("t")} FROM {table} t WHERE interview_key = @key ORDER BY {order}";
}

/// <summary>A row of the table turns.</summary>
internal sealed record TurnRow
{
    public long InterviewKey { get; init; }

    public int Number { get; init; }

    public string Speaker { get; init; } = "";

    public string Text { get; init; } = "";

    public string? At { get; init; }

    public double? LatencyFirstAudioMs { get; init; }

    public static TurnRow Of(long key, BenchmarkTurn turn) => new()
    {
        InterviewKey = key,
        Number = turn.Number,
        Speaker = StoredValue.Of(turn.Speaker),
        Text = turn.Text,
        At = StoredValue.Of(turn.At),
        LatencyFirstAudioMs = turn.LatencyFirstAudioMs,
    };

    public BenchmarkTurn ToTurn() =>
        new(Number, StoredValue.Word<Speaker>(Speaker), Text, StoredValue.TimeOrNull(At), LatencyFirstAudioMs);
}

/// <summary>A row of the table events.</summary>
internal sealed record EventRow
{
    public long InterviewKey { get; init; }

    public int Number { get; init; }

    public string? At { get; init; }

    public string Source { get; init; } = "";

    public string Action { get; init; } = "";

    public string Data { get; init; } = "";

    public static EventRow Of(long key, BenchmarkEvent one) => new()
    {
        InterviewKey = key,
        Number = one.Number,
        At = StoredValue.Of(one.At),
        Source = one.Source,
        Action = one.Action,
        Data = one.Data,
    };

    public BenchmarkEvent ToEvent() => new(Number, StoredValue.TimeOrNull(At), Source, Action, Data);
}

/// <summary>A row of the table tests: one value that a test gave.</summary>
internal sealed record TestRow
{
    public long InterviewKey { get; init; }

    public int Number { get; init; }

    public string Conversation { get; init; } = "";

    public string Test { get; init; } = "";

    public string Metric { get; init; } = "";

    public double? Value { get; init; }

    public string Status { get; init; } = "";

    public string Bounds { get; init; } = "";

    public string Detail { get; init; } = "";

    public static TestRow Of(long key, int number, ConversationVariable variable) => new()
    {
        InterviewKey = key,
        Number = number,
        Conversation = variable.Conversation,
        Test = variable.Test,
        Metric = variable.Metric,
        Value = variable.Value,
        Status = StoredValue.Of(variable.Status),
        Bounds = variable.Bounds,
        Detail = variable.Detail,
    };

    public ConversationVariable ToVariable() => new()
    {
        Conversation = Conversation,
        Test = Test,
        Metric = Metric,
        Value = Value,
        Status = StoredValue.Word<VariableStatus>(Status),
        Bounds = Bounds,
        Detail = Detail,
    };
}

/// <summary>A row of the table analyses.</summary>
internal sealed record AnalysisRow
{
    public long InterviewKey { get; init; }

    public string Kind { get; init; } = "";

    public string ComputedAt { get; init; } = "";

    public bool IsFailed { get; init; }

    public string Json { get; init; } = "";

    public static AnalysisRow Of(long key, BenchmarkAnalysis analysis) => new()
    {
        InterviewKey = key,
        Kind = analysis.Kind,
        ComputedAt = StoredValue.Of(analysis.ComputedAt),
        IsFailed = analysis.IsFailed,
        Json = analysis.Json,
    };

    public BenchmarkAnalysis ToAnalysis() => new(Kind, StoredValue.Time(ComputedAt), IsFailed, Json);
}
