using RealtimeEvals.Metrics;

namespace RealtimeEvals.Gates;

/// <summary>One cell of a figure.</summary>
/// <param name="Case">The case.</param>
/// <param name="Row">The row of the case or of one of its turns.</param>
/// <param name="Column">The name of the cell.</param>
internal readonly record struct FigureCell(EvidenceCase Case, EvidenceRow Row, string Column)
{
    private const string NotApplicable = "notapplicable";

    /// <summary>Returns the figure; null when it is blank, NaN when it is not a number.</summary>
    /// <param name="isTruth">Whether the column contains true and false, which are 1 and 0.</param>
    public double? Value(bool isTruth) => isTruth ? Row.Truth(Column) : Row.Number(Column);

    /// <summary>Whether it may be blank, because there was nothing to measure or the grader was not applicable.</summary>
    public bool MayBeBlank => FigureCatalog.Find(Column) is { Witness: { Length: > 0 } witness }
        ? Row.Has(witness) && Row.Text(witness) is ("" or "[]")
        : Status.Replace("_", "", StringComparison.Ordinal).Equals(NotApplicable, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the row says how uncertain its latencies are. Rows of other programs do not.</summary>
    public bool TellsUncertainty => Row.Has(LatencyDoubt.FigureName);

    /// <summary>By how much a latency may be wrong; NaN where the row does not say it.</summary>
    public double Uncertainty => Row.Number(LatencyDoubt.FigureName) ?? double.NaN;

    /// <summary>Whether a grade exists or is expected.</summary>
    public bool IsAsked => Row.Text(Column).Length > 0 || Status.Length > 0;

    /// <summary>The status of the grade, if the figure is a grade.</summary>
    private string Status => Row.Text($"{Column}_status");
}
