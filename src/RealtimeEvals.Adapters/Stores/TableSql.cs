using System.Reflection;
using System.Text.Json;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>The columns of a table are the properties of its row, in snake case.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal static class TableSql<TRow>
{
    private static readonly (string Property, string Column)[] Columns =
    [
        .. typeof(TRow).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(property => (property.Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))),
    ];

    /// <summary>Returns the columns with the names of the properties, for a SELECT.</summary>
    /// <param name="table">The name of the table in the statement.</param>
    public static string Selected(string table) =>
        string.Join(", ", Columns.Select(column => $"{table}.{column.Column} AS {column.Property}"));

    /// <summary>Returns an INSERT of a row, with the properties as its parameters.</summary>
    public static string InsertInto(string table) =>
        $"INSERT INTO {table} ({string.Join(", ", Columns.Select(column => column.Column))}) "
        + $"VALUES ({string.Join(", ", Columns.Select(column => "@" + column.Property))})";

    /// <summary>Returns what replaces all columns of a row that is there, for an INSERT.</summary>
    /// <param name="key">The columns that tell rows apart.</param>
    public static string OnConflict(string key) =>
        $"ON CONFLICT ({key}) DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column.Column} = excluded.{column.Column}"))}";
}
