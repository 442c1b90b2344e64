using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>Says in words why a database cannot be used.</summary>
internal static class StoreFailure
{
    /// <summary>Returns the reason; null for an exception that is none of a database.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        SqliteException failure => Explain(failure),
        FormatException or OverflowException => $"it is damaged ({exception.Message.TrimEnd('.')})",
        IOException or UnauthorizedAccessException => exception.Message.TrimEnd('.'),
        DllNotFoundException or TypeInitializationException or BadImageFormatException =>
            $"the library of SQLite cannot be loaded on this machine ({exception.Message.TrimEnd('.')})",
        _ => null,
    };

    private static string Explain(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "it is locked by another program",
        raw.SQLITE_READONLY => "it is read-only",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => "access to it is denied",
        raw.SQLITE_CORRUPT => "it is damaged",
        raw.SQLITE_NOTADB => "it is no database",
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_IOERR => "the disk reported an error",
        raw.SQLITE_CANTOPEN => "it cannot be opened",
        raw.SQLITE_TOOBIG => "a text is too long for it",
        raw.SQLITE_CONSTRAINT when failure.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_FOREIGNKEY => "the interview is not in it",
        _ => failure.Message.TrimEnd('.'),
    };
}
