using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace RealtimeEvals.Model;

/// <summary>
/// A read-only list with value equality that prints its items on one line: records that hold it keep value equality, and <c>Export-Csv</c>
/// shows its content instead of a type name.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
[JsonConverter(typeof(ValueListConverter))]
public sealed class ValueList<T> : ReadOnlyCollection<T>, IEquatable<ValueList<T>>
{
    /// <summary>Copies <paramref name="items"/> into a new list.</summary>
    public ValueList(IEnumerable<T> items) : base([.. items])
    {
    }

    /// <summary>The empty list.</summary>
    public static new ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc />
    public bool Equals(ValueList<T>? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in this) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Returns the items, separated by "; ".</summary>
    public override string ToString() => string.Join("; ", this);
}
