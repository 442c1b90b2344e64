using System.Text.Json;

namespace RealtimeEvals.Metrics;

/// <summary>
/// What a figure can be at all, by its name. What lies outside was not measured: it is a fault of the evidence, and no rule may hold or
/// fail by it.
/// </summary>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
internal sealed record FigureRange(double Minimum, double Maximum)
{
    private const double Day = 24 * 60 * 60 * 1000;

    /// <summary>An agent may speak before its caller has ended, but not before the longest turn began.</summary>
    private const double LongestTurn = 10 * 60 * 1000;

    /// <summary>Milliseconds that may also be negative.</summary>
    internal static readonly FigureRange Lag = new(-LongestTurn, Day);

    /// <summary>Places that are counted from 1.</summary>
    internal static readonly FigureRange Ordinal = new(1, int.MaxValue);

    private static readonly FigureRange Share = new(0, 1);
    private static readonly FigureRange Time = new(0, Day);
    private static readonly FigureRange Count = new(0, int.MaxValue);
    private static readonly FigureRange Amount = new(0, double.MaxValue);

    /// <summary>What names say of figures that are no entry of their own, such as the grade of a grader.</summary>
    private static readonly (string Ending, FigureRange Range)[] Endings =
        [("_grade", Share), ("_rate", Share), ("_lag_ms", Lag), ("_ms", Time), ("_tokens", Count), ("_usd", Amount)];

    /// <summary>The range of a figure; null where its name is not one of a figure.</summary>
    /// <param name="name">Its name in snake case, as in the table and the journal.</param>
    public static FigureRange? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string column = name.Equals("tool_call_argument_correctness", StringComparison.OrdinalIgnoreCase)
            ? "tool_call_arg_correctness"
            : name;
        return FigureCatalog.Find(column)?.Range
            ?? Endings.FirstOrDefault(known => name.EndsWith(known.Ending, StringComparison.OrdinalIgnoreCase)).Range;
    }

    /// <summary>What a unit allows.</summary>
    internal static FigureRange Of(FigureUnit unit) => unit switch
    {
        FigureUnit.Share or FigureUnit.Truth => Share,
        FigureUnit.Milliseconds => Time,
        FigureUnit.UsDollars => Amount,
        _ => Count,
    };

    /// <summary>Whether a value can be; one that is not finite cannot.</summary>
    public bool Holds(double value) => value >= Minimum && value <= Maximum;

    /// <summary>The first figure anywhere in a value that is out of its range, as <c>name: value</c>; null when there is none.</summary>
    /// <param name="json">An entry of a journal, or a part of one.</param>
    public static string? FindFault(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(FaultOf).FirstOrDefault(fault => fault is not null),
        JsonValueKind.Array => json.EnumerateArray().Select(FindFault).FirstOrDefault(fault => fault is not null),
        _ => null,
    };

    /// <summary>The range in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"from {Minimum:0}")
        + (Maximum == double.MaxValue ? "" : FormattableString.Invariant($" to {Maximum:0}"));

    private static string? FaultOf(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Number) return FindFault(property.Value);
        return Of(property.Name) is FigureRange range && !range.Holds(property.Value.GetDouble())
            ? $"{property.Name}: {property.Value.GetRawText()}"
            : null;
    }
}
