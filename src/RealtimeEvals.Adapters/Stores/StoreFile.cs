using Microsoft.Data.Sqlite;
using RealtimeEvals.Files;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>
/// The file of a store, and how it is opened. What was said in an interview is personal: only its owner may read a file that is made here.
/// </summary>
/// <param name="path">The absolute path.</param>
/// <param name="patience">How long to wait for another program that has locked the database; whole seconds, at least 1.</param>
internal sealed class StoreFile(string path, TimeSpan patience)
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Closing any handle of a file takes its process's locks from it, those of SQLite too; so one thread alone may find that there is no
    /// file, and make it.
    /// </summary>
    private static readonly Lock Making = new();

    /// <summary>The absolute path.</summary>
    public string Path => path;

    /// <summary>Makes the file and its folder if they are not there.</summary>
    /// <exception cref="IOException">It cannot be made, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public void Make()
    {
        PlainFile.RequirePlain(path);
        if (Directory.Exists(path)) throw new IOException("It is a folder.");
        string folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnFolder);
        MakeFile(path);
    }

    /// <summary>Opens the database from the pool.</summary>
    public SqliteConnection Open() => Open(path, isPooled: true);

    /// <summary>Opens the database for one use, after which nothing of it stays open.</summary>
    public SqliteConnection OpenOnce() => Open(path, isPooled: false);

    /// <summary>Copies the database to another file, which is replaced.</summary>
    /// <param name="target">The absolute path of the copy.</param>
    public void CopyTo(string target)
    {
        MakeFile(target);
        using SqliteConnection source = OpenOnce();
        using SqliteConnection copy = Open(target, isPooled: false);
        source.BackupDatabase(copy);
    }

    /// <summary>Closes the connections of the pool.</summary>
    public void Release()
    {
        using var connection = new SqliteConnection(ConnectionString(path, isPooled: true));
        SqliteConnection.ClearPool(connection);
    }

    private static void MakeFile(string file)
    {
        lock (Making)
        {
            if (File.Exists(file)) return;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnFile;
            try
            {
                using var made = new FileStream(file, options);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was quicker.
            }
        }
    }

    private SqliteConnection Open(string file, bool isPooled)
    {
        var connection = new SqliteConnection(ConnectionString(file, isPooled));
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();

            // In the mode WAL what was committed outlives the process even so; only a power failure may take the last of it.
            command.CommandText = "PRAGMA synchronous = NORMAL";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string ConnectionString(string file, bool isPooled) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = (int)patience.TotalSeconds,
        Pooling = isPooled,
    }.ToString();
}
