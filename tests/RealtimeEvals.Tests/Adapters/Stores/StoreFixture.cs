using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>A folder for stores. After each test the database of the store must be whole.</summary>
public abstract class StoreFixture : IDisposable
{
    protected static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();

    /// <summary>The path of the store.</summary>
    protected string Database => _folder.PathOf("made", "runs.sqlite");

    /// <summary>Whether the test leaves the database whole.</summary>
    protected bool IsWhole { get; set; } = true;

    public void Dispose()
    {
        try
        {
            if (IsWhole && File.Exists(Database)) CheckWhole();
        }
        finally
        {
            _folder.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    protected string PathOf(string name) => _folder.PathOf(name);

    protected SqliteStore Open() => SqliteStore.Open(Database, TimeProvider.System);

    protected SqliteStore OpenInAHurry() => SqliteStore.Open(Database, TimeProvider.System, Briefly, StoreSchema.All);

    /// <summary>Opens what must not be a usable store, and returns what is said about it.</summary>
    protected string Refusal()
    {
        EvalException exception = Assert.Throws<EvalException>(() => OpenInAHurry().Dispose());
        Assert.Equal("StoreUnusable", exception.ErrorId);
        return exception.Message;
    }

    /// <summary>Runs statements of another program.</summary>
    protected void Execute(string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Returns the rows of a query of another program, each with its columns.</summary>
    protected List<Dictionary<string, object?>> Query(string sql, string? id = null)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql.Replace("?", "@id", StringComparison.Ordinal);
        if (id is not null) command.Parameters.AddWithValue("@id", id);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column)));
        }

        return rows;
    }

    protected SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private void CheckWhole()
    {
        Assert.Equal(["ok"], Query("PRAGMA integrity_check").Select(row => row.Values.Single()));
        Assert.Empty(Query("PRAGMA foreign_key_check"));
    }
}
