using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

public sealed class SeedDatabaseTests : StoreFixture
{
    private const string OldTable =
        """
        CREATE TABLE benchmark_runs (
            run_id TEXT PRIMARY KEY, created_at TEXT NOT NULL, mode TEXT NOT NULL DEFAULT 'benchmark', num_turns INTEGER NOT NULL,
            interviewer_prompt_id TEXT NOT NULL, simulated_user_prompt_id TEXT NOT NULL, conversation_history_json TEXT NOT NULL,
            event_log_json TEXT NOT NULL);
        """;

    private const string LaterColumns =
        """
        ALTER TABLE benchmark_runs ADD COLUMN interviewer_prompt_name TEXT;
        ALTER TABLE benchmark_runs ADD COLUMN simulated_user_prompt_name TEXT;
        ALTER TABLE benchmark_runs ADD COLUMN quality_metrics_json TEXT;
        ALTER TABLE benchmark_runs ADD COLUMN benchmark_tests_json TEXT;
        """;

    private static readonly SeedRow Row = SeedRows.Row();

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public void Read_every_column_and_leaves_no_file(string mode)
    {
        Execute($"PRAGMA journal_mode = {mode}; {OldTable} {LaterColumns}");
        Insert(Row);
        byte[] before = File.ReadAllBytes(Database);

        Assert.Equal([Row], SeedDatabase.Read(Database));

        Assert.Equal(before, File.ReadAllBytes(Database));
        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!));
    }

    [Fact]
    public void Read_rows_that_another_program_has_just_written()
    {
        Execute($"PRAGMA journal_mode = wal; {OldTable} {LaterColumns}");
        using SqliteConnection other = Connect();
        Insert(Row);

        Assert.Equal([Row], SeedDatabase.Read(Database));
    }

    [Fact]
    public void Read_older_database_without_the_later_columns()
    {
        Execute(OldTable);
        Execute("INSERT INTO benchmark_runs VALUES ('b', '2', 'benchmark', 0, 'i', 's', '[]', '[]'), ('a', '1', 'm', 3, '', '', '', '')");

        Assert.Equal(
            [
                new SeedRow("a", "1", "m", 3, "", "", "", "", null, null, null, null),
                new SeedRow("b", "2", "benchmark", 0, "i", "s", "[]", "[]", null, null, null, null),
            ],
            SeedDatabase.Read(Database));
    }

    [Fact]
    public void Read_path_with_characters_that_an_address_gives_a_meaning()
    {
        Execute($"PRAGMA journal_mode = wal; {OldTable}");
        string odd = PathOf("50% a?b#c&d=é.sqlite");
        File.Copy(Database, odd);

        Assert.Empty(SeedDatabase.Read(odd));
    }

    [Fact]
    public void Read_table_without_columns_names_each()
    {
        Execute("CREATE TABLE benchmark_runs (run_id, created_at, mode, num_turns, interviewer_prompt_id, simulated_user_prompt_id)");

        Assert.Equal(["conversation_history_json", "event_log_json"], Problems(Database).Select(problem => problem.Column));
    }

    [Fact]
    public void Read_values_of_another_kind_names_each()
    {
        Execute(OldTable + "INSERT INTO benchmark_runs VALUES ('r1', x'00', 'benchmark', 'two', 'i', 's', '[]', '[]')");

        Assert.Equal(
            ["created_at of the run 'r1': bytes, a text", "num_turns of the run 'r1': 'two', a whole number"],
            Problems(Database).Select(problem => $"{problem.Column}: {problem.Found}, {problem.Expected}"));
    }

    [Fact]
    public void Read_what_is_no_such_database_is_refused()
    {
        Execute("CREATE TABLE other (x)");
        string text = PathOf("notes.txt");
        File.WriteAllText(text, new string('x', 2000));

        Assert.Equal("a database without the table benchmark_runs", Assert.Single(Problems(Database)).Found);
        Assert.Equal("it is no database", Assert.Single(Problems(text)).Found);
        Assert.Equal("no such file", Assert.Single(Problems(PathOf("missing.sqlite"))).Found);
        Assert.Equal("a folder", Assert.Single(Problems(PathOf(""))).Found);
    }

    private static IReadOnlyList<DataProblem> Problems(string path)
    {
        EvalException exception = Assert.Throws<EvalException>(() => SeedDatabase.Read(path));
        Assert.Equal("InvalidInput", exception.ErrorId);
        Assert.All(exception.Problems, problem => Assert.Equal(path, problem.File));
        return exception.Problems;
    }

    private void Insert(SeedRow row)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO benchmark_runs VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)";
        foreach ((int index, System.Reflection.PropertyInfo property) in typeof(SeedRow).GetProperties().Index())
        {
            command.Parameters.AddWithValue($"@{index}", property.GetValue(row));
        }

        command.ExecuteNonQuery();
    }
}
