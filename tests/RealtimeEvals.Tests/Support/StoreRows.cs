using Microsoft.Data.Sqlite;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Reads the database of a store as another program does, also while it is written.</summary>
internal static class StoreRows
{
    /// <summary>Opens the database outside of any pool.</summary>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Whether there is a database with the table of turns.</summary>
    public static bool IsStore(string path)
    {
        const string First = "SQLite format 3";
        if (!File.Exists(path)) return false;
        byte[] head = new byte[First.Length];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return false;
        }

        return System.Text.Encoding.ASCII.GetString(head) == First
            && Scalar(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'turns'") is 1L;
    }

    /// <summary>The number of turns of all interviews; 0 while there is no store.</summary>
    public static int CountTurns(string path) => IsStore(path) ? (int)(long)Scalar(path, "SELECT count(*) FROM turns")! : 0;

    /// <summary>Asserts that nothing of the database is damaged.</summary>
    public static void AssertWhole(string path)
    {
        Assert.Equal("ok", Scalar(path, "PRAGMA integrity_check"));
        Assert.Null(Scalar(path, "PRAGMA foreign_key_check"));
    }

    private static object? Scalar(string path, string sql)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
