using Dapper;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>Reads the database of the benchmark platform of vCDR. Nothing is written, and no file is left beside it.</summary>
public static class SeedDatabase
{
    private const string Table = "benchmark_runs";
    private const string WhatItIs = "the database of the benchmark platform of vCDR";

    private static readonly string[] Required =
    [
        "run_id", "created_at", "mode", "num_turns", "interviewer_prompt_id", "simulated_user_prompt_id", "conversation_history_json",
        "event_log_json",
    ];

    /// <summary>Columns that older databases do not have.</summary>
    private static readonly string[] Later =
        ["interviewer_prompt_name", "simulated_user_prompt_name", "quality_metrics_json", "benchmark_tests_json"];

    /// <summary>Reads all rows, the oldest first.</summary>
    /// <param name="path">The absolute path of the database.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidInput</c>: it is no such database, or a row has a value of another kind; all that were found.
    /// </exception>
    public static IReadOnlyList<SeedRow> Read(string path)
    {
        try
        {
            PlainFile.RequirePlain(path);
            if (!File.Exists(path)) throw Invalid(path, Directory.Exists(path) ? "a folder" : "no such file");
            using SqliteConnection connection = Open(path);
            return Read(connection, path);
        }
        catch (Exception exception) when (StoreFailure.Explain(exception) is string why)
        {
            throw Invalid(path, why);
        }
    }

    private static List<SeedRow> Read(SqliteConnection connection, string path)
    {
        string[] columns = [.. connection.Query<string>("SELECT name FROM pragma_table_info(@Table)", new { Table })];
        if (columns.Length == 0) throw Invalid(path, $"a database without the table {Table}");
        DataProblem[] missing =
        [
            .. Required.Except(columns, StringComparer.OrdinalIgnoreCase)
                .Select(column => new DataProblem(path, null, column, "missing", $"a column of {Table}")),
        ];
        if (missing.Length > 0) throw EvalErrors.InvalidInput(missing);

        IEnumerable<string> later = Later.Select(column => columns.Contains(column, StringComparer.OrdinalIgnoreCase) ? column : "NULL");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Required.Concat(later))} FROM {Table} ORDER BY created_at";
        var rows = new List<SeedRow>();
        var problems = new List<DataProblem>();
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(new Cells(reader, path, problems).ToRow());
        return problems.Count == 0 ? rows : throw EvalErrors.InvalidInput(problems);
    }

    private static SqliteConnection Open(string path)
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = IsInWalMode(path) ? Immutable(path) : path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether opening the database would make its files for the mode WAL. With such a file beside it, another program has it open or was
    /// killed, and its rows may be in there; then nothing new is made either, and reading the file here could take locks from this process.
    /// </summary>
    private static bool IsInWalMode(string path)
    {
        const int WriteVersionOffset = 18;
        const int Wal = 2;
        if (File.Exists($"{path}-wal") || File.Exists($"{path}-shm") || File.Exists($"{path}-journal")) return false;
        using FileStream file = PlainFile.Open(path);
        Span<byte> head = stackalloc byte[WriteVersionOffset + 1];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[WriteVersionOffset] == Wal;
    }

    private static string Immutable(string path) =>
        $"file:///{string.Join('/', path.Replace('\\', '/').TrimStart('/').Split('/').Select(Uri.EscapeDataString))}?immutable=1";

    private static EvalException Invalid(string path, string found) =>
        EvalErrors.InvalidInput([new DataProblem(path, null, null, found, WhatItIs)]);

    /// <summary>The cells of one row, each of which SQLite may hold as a value of any kind.</summary>
    private sealed class Cells(SqliteDataReader reader, string path, List<DataProblem> problems)
    {
        public SeedRow ToRow() => new(
            Text(0),
            Text(1),
            Text(2),
            Number(3),
            Text(4),
            Text(5),
            Text(6),
            Text(7),
            TextOrNull(8),
            TextOrNull(9),
            TextOrNull(10),
            TextOrNull(11));

        private string Text(int column) => reader.GetValue(column) as string ?? Report(column, "a text");

        private string? TextOrNull(int column) => reader.IsDBNull(column) ? null : Text(column);

        private long Number(int column)
        {
            if (reader.GetValue(column) is long number) return number;
            Report(column, "a whole number");
            return 0;
        }

        private string Report(int column, string expected)
        {
            string found = reader.GetValue(column) switch
            {
                DBNull => "no value",
                byte[] => "bytes",
                string text => $"'{text}'",
                object other => FormattableString.Invariant($"{other}"),
            };
            string run = reader.GetValue(0) as string ?? "?";
            problems.Add(new DataProblem(path, null, $"{reader.GetName(column)} of the run '{run}'", found, expected));
            return "";
        }
    }
}
