using System.Runtime.ExceptionServices;
using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>Brings the tables of a store to the newest version, forward only. The database of another program is never written.</summary>
internal static class StoreSchema
{
    private const string Folder = "Migrations/";
    private const string Journal = "schema_versions";

    /// <summary>The application id that the first migration gives a database.</summary>
    private const long Ours = 0x52544556;

    /// <summary>The migrations in their order; their names begin with their number.</summary>
    internal static IReadOnlyList<SqlScript> All { get; } =
    [
        .. typeof(StoreSchema).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[Folder.Length..], typeof(StoreSchema).Assembly.GetManifestResourceStream(name)!)),
    ];

    /// <summary>Applies the migrations that a database does not have.</summary>
    /// <param name="file">The file of the database; it may be empty.</param>
    /// <param name="migrations">All migrations.</param>
    /// <exception cref="EvalException">
    /// <c>StoreUnusable</c>: the database is that of another program, or of a newer version of this one.
    /// </exception>
    public static void Update(StoreFile file, IReadOnlyList<SqlScript> migrations)
    {
        using SqliteConnection connection = file.OpenOnce();

        // The usual case waits for nobody who is writing.
        if (!IsNew(file, connection) && Missing(file, connection, migrations).Count == 0) return;

        // A reader then waits for no writer. It cannot be set within a transaction.
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been quicker.
            bool isNew = IsNew(file, connection);
            if ((isNew ? migrations : Missing(file, connection, migrations)) is [SqlScript first, ..])
            {
                if (!isNew) file.CopyTo($"{file.Path}.before-{first.Name.Split('_')[0]}");
                Apply(connection, migrations);
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            // SQLite has ended the transaction by itself after some failures, such as a full disk.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static void Apply(SqliteConnection connection, IReadOnlyList<SqlScript> migrations)
    {
        DatabaseUpgradeResult result = Engine(connection, migrations).PerformUpgrade();
        if (!result.Successful) ExceptionDispatchInfo.Throw(result.Error);
    }

    /// <summary>Whether nothing was ever stored in the database.</summary>
    private static bool IsNew(StoreFile file, SqliteConnection connection)
    {
        long owner = OwnerOf(connection);
        if (owner == Ours) return false;
        if (owner == 0 && connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") == 0) return true;

        // Another process may have made the tables between the two looks.
        return OwnerOf(connection) == Ours
            ? false
            : throw EvalErrors.StoreUnusable(file.Path, "it is the database of another program");
    }

    private static long OwnerOf(SqliteConnection connection) => connection.ExecuteScalar<long>("PRAGMA application_id");

    /// <summary>Reads the journal itself: every run opens the store, and the library need not be loaded for that.</summary>
    private static IReadOnlyList<SqlScript> Missing(StoreFile file, SqliteConnection connection, IReadOnlyList<SqlScript> migrations)
    {
        string[] applied = [.. connection.Query<string>($"SELECT ScriptName FROM {Journal}")];
        if (applied.Except(migrations.Select(one => one.Name), StringComparer.Ordinal).FirstOrDefault() is string unknown)
        {
            throw EvalErrors.StoreUnusable(file.Path, $"it was written by a newer version of this product, which made '{unknown}'");
        }

        return [.. migrations.Where(one => !applied.Contains(one.Name, StringComparer.Ordinal))];
    }

    /// <summary>The transaction is ours: theirs would not keep out another process before the list of what is missing is read.</summary>
    private static UpgradeEngine Engine(SqliteConnection connection, IEnumerable<SqlScript> migrations) => DeployChanges.To
        .SqliteDatabase(new SharedConnection(connection))
        .JournalToSqliteTable(Journal)
        .WithScripts(migrations)
        .WithVariablesDisabled()
        .WithoutTransaction()
        .LogToNowhere()
        .Build();
}
