using System.Text.Json;

namespace RealtimeEvals.Metrics;

/// <summary>
/// The possible values of a figure, by its name. A value outside cannot have been measured: it is a fault of the evidence, and no rule may
/// pass or fail because of it.
/// </summary>
/// <param name="Minimum">The minimum value.</param>
/// <param name="Maximum">The maximum value.</param>
internal sealed record FigureRange(double Minimum, double Maximum)
{
    private const double Day = 24 * 60 * 60 * 1000;

    /// <summary>An agent may start to speak before the caller has finished, but not before the longest possible turn began.</summary>
    private const double LongestTurn = 10 * 60 * 1000;

    /// <summary>Milliseconds that may be negative.</summary>
    internal static readonly FigureRange Lag = new(-LongestTurn, Day);

    /// <summary>Positions, counted from 1.</summary>
    internal static readonly FigureRange Ordinal = new(1, int.MaxValue);

    private static readonly FigureRange Share = new(0, 1);
    private static readonly FigureRange Time = new(0, Day);
    private static readonly FigureRange Count = new(0, int.MaxValue);
    private static readonly FigureRange Amount = new(0, double.MaxValue);

    /// <summary>Ranges by name ending, for figures without a catalog entry, such as the grade of a grader.</summary>
    private static readonly (string Ending, FigureRange Range)[] Endings =
        [("_grade", Share), ("_rate", Share), ("_lag_ms", Lag), ("_ms", Time), ("_tokens", Count), ("_usd", Amount)];

    /// <summary>Returns the range of a figure; null when the name is not that of a figure.</summary>
    /// <param name="name">The name in snake case, as in the table and the journal.</param>
    public static FigureRange? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string column = name.Equals("tool_call_argument_correctness", StringComparison.OrdinalIgnoreCase)
            ? "tool_call_arg_correctness"
            : name;
        return FigureCatalog.Find(column)?.Range
            ?? Endings.FirstOrDefault(known => name.EndsWith(known.Ending, StringComparison.OrdinalIgnoreCase)).Range;
    }

    /// <summary>Returns the range of a unit.</summary>
    internal static FigureRange Of(FigureUnit unit) => unit switch
    {
        FigureUnit.Share or FigureUnit.Truth => Share,
        FigureUnit.Milliseconds => Time,
        FigureUnit.UsDollars => Amount,
        _ => Count,
    };

    /// <summary>Whether a value is in the range; infinity and NaN are not.</summary>
    public bool Holds(double value) => value >= Minimum && value <= Maximum;

    /// <summary>Returns the first figure in a value that is out of its range, as <c>name: value</c>; null when there is none.</summary>
    /// <param name="json">An entry of a journal, or a part of it.</param>
    public static string? FindProblem(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(ProblemOf).FirstOrDefault(fault => fault is not null),
        JsonValueKind.Array => json.EnumerateArray().Select(FindProblem).FirstOrDefault(fault => fault is not null),
        _ => null,
    };

    /// <summary>The range in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"from {Minimum:0}")
        + (Maximum == double.MaxValue ? "" : FormattableString.Invariant($" to {Maximum:0}"));

    private static string? ProblemOf(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Number) return FindProblem(property.Value);
        return Of(property.Name) is FigureRange range && !range.Holds(property.Value.GetDouble())
            ? $"{property.Name}: {property.Value.GetRawText()}"
            : null;
    }
}
