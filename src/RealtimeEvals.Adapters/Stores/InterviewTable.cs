using Dapper;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Model;

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

    private static readonly string OneWithDetails = $"{FoundInterview.Sql} WHERE i.key = @key; {DetailRows.Sql}";

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

    public static IReadOnlyList<BenchmarkRun> List(SqliteConnection connection, string storePath) =>
    [
        .. connection.Query<FoundInterview>($"{FoundInterview.Sql} ORDER BY i.started_at DESC, i.key DESC", buffered: false)
            .Select(found => found.ToRun(storePath)),
    ];

    public static BenchmarkRun? Find(SqliteTransaction transaction, long key, string storePath)
    {
        using SqlMapper.GridReader results = transaction.Connection!.QueryMultiple(OneWithDetails, new { key }, transaction);
        return results.ReadSingleOrDefault<FoundInterview>()?.ToRun(storePath) is not { } run ? null : run with
        {
            Turns = new(results.Read<TurnRow>(buffered: false).Select(row => row.ToTurn())),
            Events = new(results.Read<EventRow>(buffered: false).Select(row => row.ToEvent())),
            Tests = new(results.Read<TestRow>(buffered: false).Select(row => row.ToVariable())),
            Analyses = new(results.Read<AnalysisRow>(buffered: false).Select(row => row.ToAnalysis())),
        };
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
