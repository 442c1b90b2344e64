using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// How far the grades of one grader agree with what people said about the same items. An interval holds the true value with a confidence of
/// 95 %; its ends are null where there is none.
/// </summary>
public sealed record JudgeAgreement
{
    /// <summary>The id of the run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The number of items below which nothing can be said about a judge, unless another one is asked for.</summary>
    internal const int DefaultItemCount = 20;

    /// <summary>The grader; <c>outcome</c> for the verdict on the whole case.</summary>
    public string Grader { get; init; } = "";

    /// <summary>The kind of the grader, such as <c>judge</c> or <c>rubric</c>; <c>verdict</c> for the outcome of cases.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Measured, or NoEvidence where there is too little to say anything.</summary>
    public AgreementVerdict Verdict { get; init; }

    /// <summary>Why there is no evidence, or no corrected rate; empty when nothing is missing.</summary>
    public string Message { get; init; } = "";

    /// <summary>Items that were compared: with a grade of 1 or 0, and a majority of people for pass or for fail.</summary>
    public int Items { get; init; }

    /// <summary>Items with a label of at least one person.</summary>
    public int Labelled { get; init; }

    /// <summary>Items with a grade and without a label.</summary>
    public int Unlabelled { get; init; }

    /// <summary>Labelled items on which people were divided, which are left out.</summary>
    public int Ties { get; init; }

    /// <summary>Labelled items to which the criterion does not apply by the grader or by people, which are left out.</summary>
    public int NotApplicable { get; init; }

    /// <summary>Labelled items without a grade, which are left out.</summary>
    public int Ungraded { get; init; }

    /// <summary>The number of people who gave labels; 1 where the labels name nobody.</summary>
    public int Labelers { get; init; }

    /// <summary>Items that people and the grader passed.</summary>
    public int TruePass { get; init; }

    /// <summary>Items that people failed and the grader passed.</summary>
    public int FalsePass { get; init; }

    /// <summary>Items that people and the grader failed.</summary>
    public int TrueFail { get; init; }

    /// <summary>Items that people passed and the grader failed.</summary>
    public int FalseFail { get; init; }

    /// <summary>The share of the items passed by people that the grader passed too, 0 to 1; null without such items.</summary>
    public double? Sensitivity { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? SensitivityLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? SensitivityHigh { get; init; }

    /// <summary>The share of the items failed by people that the grader failed too, 0 to 1; null without such items.</summary>
    public double? Specificity { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? SpecificityLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? SpecificityHigh { get; init; }

    /// <summary>The share of the compared items on which people and the grader agree, 0 to 1.</summary>
    public double? Agreement { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? AgreementLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? AgreementHigh { get; init; }

    /// <summary>Cohen's kappa of the grader and the majority of people, -1 to 1; null where all agreement may be chance.</summary>
    public double? Kappa { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? KappaLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? KappaHigh { get; init; }

    /// <summary>Krippendorff's alpha of the grader and every person, at most 1; null where all agreement may be chance.</summary>
    public double? Alpha { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? AlphaLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? AlphaHigh { get; init; }

    /// <summary>The share of all graded items of the run that the grader passed, labelled or not, 0 to 1.</summary>
    public double? RawPassRate { get; init; }

    /// <summary>The lower end of its interval.</summary>
    public double? RawPassRateLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? RawPassRateHigh { get; init; }

    /// <summary>
    /// That share corrected for the grader's error, 0 to 1 (Rogan and Gladen, 1978); null where sensitivity and specificity are not both
    /// known, or together are not above 1.
    /// </summary>
    public double? CorrectedPassRate { get; init; }

    /// <summary>The lower end of its interval, which carries the uncertainty of the labels too.</summary>
    public double? CorrectedPassRateLow { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? CorrectedPassRateHigh { get; init; }

    /// <summary>The least number of compared items that was asked for.</summary>
    public int MinimumItemCount { get; init; }

    /// <summary>
    /// The models of the judge in the run, as the service reported them, else as requested; none for a grader without a model.
    /// </summary>
    public ValueList<string> JudgeModels { get; init; } = ValueList<string>.Empty;

    /// <summary>SHA-256 in hex of each instruction, schema and criterion that the judge was given in the run.</summary>
    public ValueList<string> PromptSha256 { get; init; } = ValueList<string>.Empty;

    /// <summary>The file with the labels.</summary>
    public string LabelPath { get; init; } = "";

    /// <summary>SHA-256 of the file with the labels, in hex.</summary>
    public string LabelSha256 { get; init; } = "";

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>When the agreement was measured.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Returns the grader, kappa and the number of items on one line.</summary>
    public override string ToString()
    {
        string kappa = Kappa is double known ? FormattableString.Invariant($", kappa {known:0.###} over {Items}") : "";
        return VisibleText.Of($"{Grader}: {Verdict}{kappa}{(Message.Length > 0 ? $", {Message}" : "")}");
    }
}

/// <summary>Whether an agreement was measured. The zero value never lets a grade count.</summary>
public enum AgreementVerdict
{
    /// <summary>There are too few items, or all of them are alike.</summary>
    NoEvidence = 0,

    /// <summary>The agreement was measured.</summary>
    Measured,
}
