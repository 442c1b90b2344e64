using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

public sealed class StoreFileTests : StoreFixture
{
    [Fact]
    public void Open_makes_a_database_for_its_owner_alone()
    {
        using SqliteStore store = Open();
        store.Save(StoredRuns.Interview());

        Assert.Equal(Database, store.Path);
        if (OperatingSystem.IsWindows()) return;
        string[] files = Directory.GetFiles(Path.GetDirectoryName(Database)!);
        Assert.Contains(Database + "-wal", files);
        foreach (string file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(Database)!));
    }

    [Fact]
    public void Open_again_changes_nothing_and_leaves_one_file()
    {
        using (SqliteStore store = Open()) store.Save(StoredRuns.Run());
        byte[] before = File.ReadAllBytes(Database);

        using (SqliteStore store = Open()) Assert.Equal([StoredRuns.Run()], store.ListRuns());

        Assert.Equal(before, File.ReadAllBytes(Database));
        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!));
        Assert.Equal(
            StoreSchema.All.Select(migration => migration.Name),
            Query("SELECT * FROM schema_versions ORDER BY 1").Select(row => row["ScriptName"]));
    }

    [Fact]
    public void Open_older_store_copies_it_first()
    {
        BenchmarkRun run = StoredRuns.Interview();
        using (SqliteStore older = SqliteStore.Open(Database, TimeProvider.System, Briefly, [StoreSchema.All[0]])) older.Save(run);
        File.WriteAllText(Database + ".before-0002", "");

        using SqliteStore store = Open();

        Assert.Equal(run.Id, Assert.Single(store.ListBenchmarks()).Id);
        Assert.Single(Query("SELECT * FROM benchmark_runs"));
        Assert.False(File.Exists($"{Database}.before-0002-wal"));
        using var copy = new SqliteConnection($"Data Source={Database}.before-0002;Pooling=False");
        copy.Open();
        using SqliteCommand command = copy.CreateCommand();
        command.CommandText = "SELECT (SELECT text FROM turns WHERE number = 1) || count(*) FROM schema_versions";
        Assert.Equal(run.Turns[0].Text + "1", command.ExecuteScalar());
    }

    [Fact]
    public void Open_new_store_makes_no_copy()
    {
        Open().Dispose();

        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!));
    }

    [Fact]
    public void Open_step_that_fails_changes_nothing()
    {
        using (SqliteStore older = SqliteStore.Open(Database, TimeProvider.System, Briefly, [StoreSchema.All[0]]))
        {
            older.Save(StoredRuns.Interview());
        }

        Assert.Throws<EvalException>(() => SqliteStore.Open(
            Database,
            TimeProvider.System,
            Briefly,
            [StoreSchema.All[0], new("0002_ok.sql", "CREATE TABLE extra (x)"), new("0003_bad.sql", "CREATE TABLE runs (x)")]).Dispose());

        Assert.Empty(Query("SELECT * FROM sqlite_schema WHERE name = 'extra'"));
        using SqliteStore store = Open();
        Assert.Single(store.ListBenchmarks());
    }

    [Fact]
    public void Open_store_of_a_newer_version_is_refused()
    {
        Open().Dispose();
        Execute("INSERT INTO schema_versions (ScriptName, Applied) VALUES ('0099_future.sql', '2030-01-01')");

        Assert.Contains("newer version of this product, which made '0099_future.sql'", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE benchmark_runs (run_id TEXT PRIMARY KEY)")]
    [InlineData("PRAGMA application_id = 7")]
    public void Open_database_of_another_program_is_refused_and_not_written(string sql)
    {
        Execute(sql);
        byte[] before = File.ReadAllBytes(Database);

        Assert.Contains("the database of another program", Refusal(), StringComparison.Ordinal);

        Assert.Equal(before, File.ReadAllBytes(Database));
        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!));
    }

    [Fact]
    public void Open_file_that_is_no_database_is_refused()
    {
        IsWhole = false;
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        File.WriteAllText(Database, new string('x', 4096));

        Assert.Contains("it is no database", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_folder_is_refused()
    {
        IsWhole = false;
        Directory.CreateDirectory(Database);

        Assert.Contains("It is a folder", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_pipe_is_refused()
    {
        if (!OperatingSystem.IsLinux()) return;
        IsWhole = false;
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        UnixFile.MakePipe(Database);

        Assert.Contains("a pipe", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Use_of_a_damaged_store_is_refused()
    {
        IsWhole = false;
        using (SqliteStore store = Open())
        {
            for (int one = 0; one < 20; one++) store.Save(StoredRuns.Interview($"{one}", runPath: ""));
        }

        using (FileStream file = File.OpenWrite(Database))
        {
            file.Position = 4096;
            while (file.Position < file.Length) file.WriteByte(0xA5);
        }

        EvalException exception = Assert.Throws<EvalException>(() =>
        {
            using SqliteStore store = OpenInAHurry();
            return store.ListBenchmarks();
        });
        Assert.Contains("it is damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_of_a_store_with_a_time_that_is_none_is_refused()
    {
        using SqliteStore store = Open();
        store.Save(StoredRuns.Run());
        Execute("UPDATE runs SET started_at = 'yesterday'");

        Assert.Contains("damaged", Assert.Throws<EvalException>(store.ListRuns).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_to_a_locked_store_is_refused_after_a_while_and_reading_goes_on()
    {
        using SqliteStore store = OpenInAHurry();
        store.Save(StoredRuns.Run());
        using SqliteConnection other = Connect();
        using SqliteTransaction transaction = other.BeginTransaction();

        EvalException exception = Assert.Throws<EvalException>(() => store.Save(StoredRuns.Interview()));

        Assert.Equal("StoreUnusable", exception.ErrorId);
        Assert.Contains("it is locked by another program", exception.Message, StringComparison.Ordinal);
        Assert.Single(store.ListRuns());
        OpenInAHurry().Dispose();
    }

    [Fact]
    public void Save_to_a_read_only_store_is_refused()
    {
        Open().Dispose();
        File.SetAttributes(Database, FileAttributes.ReadOnly);
        try
        {
            // Nothing is read-only for root.
            if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()) return;

            EvalException exception = Assert.Throws<EvalException>(() =>
            {
                using SqliteStore store = OpenInAHurry();
                store.Save(StoredRuns.Run());
            });
            Assert.Contains("it is read-only", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetAttributes(Database, FileAttributes.Normal);
        }
    }

    [Theory]
    [InlineData(5, "it is locked by another program")]
    [InlineData(8, "it is read-only")]
    [InlineData(11, "it is damaged")]
    [InlineData(13, "the disk is full")]
    [InlineData(26, "it is no database")]
    public void Explain_says_in_words_what_SQLite_says_in_numbers(int code, string words) =>
        Assert.Equal(words, StoreFailure.Explain(new SqliteException("SQLite Error", code)));
}
