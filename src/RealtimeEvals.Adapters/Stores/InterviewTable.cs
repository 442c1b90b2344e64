using Dapper;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>Reads and writes interviews with all that belongs to them. Writing wants a transaction.</summary>
internal static class InterviewTable
{
    private static readonly string InsertInterview = $"{TableSql<InterviewRow>.InsertInto("interviews")} RETURNING key";
    private static readonly string InsertEvent = TableSql<EventRow>.InsertInto("events");
    private static readonly string InsertTest = TableSql<TestRow>.InsertInto("tests");

    private static readonly string InsertTurn =
        $"{TableSql<TurnRow>.InsertInto("turns")} {TableSql<TurnRow>.OnConflict("interview_key, number")}";

    private static readonly string InsertAnalysis =
        $"{TableSql<AnalysisRow>.InsertInto("analyses")} {TableSql<AnalysisRow>.OnConflict("interview_key, kind")}";

    private static readonly string SelectEvents =
        $"SELECT {TableSql<EventRow>.Selected("t")} FROM events t "
        + "WHERE interview_key = @key AND number > @after ORDER BY number LIMIT @count";

    /// <summary>Returns the key under which an interview stands already; null when it does not.</summary>
    public static long? FindKey(SqliteTransaction transaction, BenchmarkRun run) =>
        transaction.Connection!.ExecuteScalar<long?>(
            """
            SELECT coalesce(
                (SELECT key FROM interviews WHERE key = @Key),
                (SELECT key FROM interviews WHERE run_path <> '' AND run_path = @RunPath AND conversation_id = @ConversationId))
            """,
            new { run.Key, run.RunPath, run.ConversationId },
            transaction);

    /// <summary>Writes an interview instead of the one with that key, of which nothing stays.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="run">The interview.</param>
    /// <param name="key">The key; null for a new one.</param>
    /// <param name="now">The time.</param>
    /// <returns>The key.</returns>
    public static long Write(SqliteTransaction transaction, BenchmarkRun run, long? key, DateTimeOffset now)
    {
        SqliteConnection connection = transaction.Connection!;
        if (key is not null) Remove(transaction, key.Value);
        InterviewRow row = InterviewRow.Of(run, now) with
        {
            Key = key,
            InterviewerPromptKey = PromptKey(
                transaction, run.InterviewerPrompt, run.InterviewerPromptId, run.InterviewerPromptText),
            ParticipantPromptKey = PromptKey(
                transaction, run.ParticipantPrompt, run.ParticipantPromptId, run.ParticipantPromptText),
        };
        long given = connection.ExecuteScalar<long>(InsertInterview, row, transaction);
        connection.Execute(InsertTurn, run.Turns.Select(turn => TurnRow.Of(given, turn)), transaction);
        connection.Execute(InsertEvent, run.Events.Select(one => EventRow.Of(given, one)), transaction);
        connection.Execute(InsertTest, run.Tests.Select((test, index) => TestRow.Of(given, index + 1, test)), transaction);
        connection.Execute(InsertAnalysis, run.Analyses.Select(analysis => AnalysisRow.Of(given, analysis)), transaction);
        return given;
    }

    public static void Add(SqliteTransaction transaction, long key, BenchmarkTurn turn)
    {
        transaction.Connection!.Execute(InsertTurn, TurnRow.Of(key, turn), transaction);
        transaction.Connection!.Execute(
            "UPDATE interviews SET turn_count = (SELECT count(*) FROM turns WHERE interview_key = @key) WHERE key = @key",
            new { key },
            transaction);
    }

    public static void Add(SqliteTransaction transaction, long key, BenchmarkAnalysis analysis) =>
        transaction.Connection!.Execute(InsertAnalysis, AnalysisRow.Of(key, analysis), transaction);

    /// <returns>Whether there was one.</returns>
    public static bool Remove(SqliteTransaction transaction, long key) =>
        transaction.Connection!.Execute("DELETE FROM interviews WHERE key = @key", new { key }, transaction) > 0;

    public static IReadOnlyList<BenchmarkRun> List(SqliteConnection connection, string? id, string? runPath, string storePath)
    {
        const string Where = "WHERE (@id IS NULL OR i.id = @id) AND (@runPath IS NULL OR i.run_path = @runPath)";
        string sql = $"{FoundInterview.Sql} {Where} ORDER BY i.started_at DESC, i.key DESC";
        return [.. connection.Query<FoundInterview>(sql, new { id, runPath }, buffered: false).Select(found => found.ToRun(storePath))];
    }

    public static BenchmarkRun? Find(SqliteTransaction transaction, long key, BenchmarkParts parts, string storePath)
    {
        string sql = $"{FoundInterview.Sql} WHERE i.key = @key; {DetailRows.SqlOf(parts)}";
        using SqlMapper.GridReader results = transaction.Connection!.QueryMultiple(sql, new { key }, transaction);
        return results.ReadSingleOrDefault<FoundInterview>()?.ToRun(storePath) is not { } run ? null : run with
        {
            Turns = new(results.Read<TurnRow>(buffered: false).Select(row => row.ToTurn())),
            Events = new(results.Read<EventRow>(buffered: false).Select(row => row.ToEvent())),
            Tests = new(results.Read<TestRow>(buffered: false).Select(row => row.ToVariable())),
            Analyses = new(results.Read<AnalysisRow>(buffered: false).Select(row => row.ToAnalysis())),
        };
    }

    public static IReadOnlyList<BenchmarkEvent> Events(SqliteConnection connection, long key, int after, int count) =>
        [.. connection.Query<EventRow>(SelectEvents, new { key, after, count }, buffered: false).Select(row => row.ToEvent())];

    public static void Replace(SqliteTransaction transaction, long key, IReadOnlyList<ConversationVariable> tests)
    {
        transaction.Connection!.Execute("DELETE FROM tests WHERE interview_key = @key", new { key }, transaction);
        transaction.Connection!.Execute(InsertTest, tests.Select((test, index) => TestRow.Of(key, index + 1, test)), transaction);
    }

    /// <summary>Returns those of some ids that are taken.</summary>
    public static IEnumerable<string> Taken(SqliteTransaction transaction, IEnumerable<string> ids)
    {
        var known = transaction.Connection!.Query<string>("SELECT id FROM interviews", transaction: transaction)
            .ToHashSet(StringComparer.Ordinal);
        return ids.Where(id => !known.Add(id)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Returns the key of a prompt, which is stored once, whoever used it.</summary>
    private static long PromptKey(SqliteTransaction transaction, string name, string id, string text) =>
        transaction.Connection!.ExecuteScalar<long?>(
            "SELECT key FROM prompts WHERE id = @id AND name = @name AND text = @text", new { id, name, text }, transaction)
        ?? transaction.Connection!.ExecuteScalar<long>(
            "INSERT INTO prompts (id, name, text) VALUES (@id, @name, @text) RETURNING key", new { id, name, text }, transaction);
}
