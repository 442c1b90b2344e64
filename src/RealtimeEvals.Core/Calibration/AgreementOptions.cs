using RealtimeEvals.Model;

namespace RealtimeEvals.Calibration;

/// <summary>Which run is compared with which labels.</summary>
public sealed record AgreementOptions
{
    /// <summary>The folder of a run: the one with run.json in it.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>A CSV file with what people said about items of the run.</summary>
    /// <remarks>
    /// Its columns are case_id (or conversation_id, or example_id) and label, and where needed trial, turn_index, grader and labeler. A
    /// label is pass, fail or not_applicable; true, false, 1 and 0 are taken too.
    /// </remarks>
    public string LabelPath { get; init; } = "";

    /// <summary>Only these graders; outcome stands for the verdict on the whole case.</summary>
    /// <remarks>With one grader, rows without a grader are about that one.</remarks>
    /// <value>all graders with labels</value>
    public IReadOnlyList<string> Graders { get; init; } = [];

    /// <summary>The least number of compared items; with fewer there is no evidence.</summary>
    public int MinimumItemCount { get; init; } = JudgeAgreement.DefaultItemCount;

    /// <summary>A JSON file for the result, which a policy can name.</summary>
    /// <value>no file</value>
    public string OutputPath { get; init; } = "";

    /// <summary>Leaves a file that is there as it is, with the error ReportExists.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>; <c>ReportExists</c>.</exception>
    public void Require()
    {
        if (MinimumItemCount < 1)
        {
            throw EvalErrors.InvalidSetting(
                [FormattableString.Invariant($"The minimum number of items is {MinimumItemCount}; it must be 1 or more.")]);
        }

        if (NoClobber && OutputPath.Length == 0) throw EvalErrors.InvalidSetting(["Nothing is replaced without a file for the result."]);
        if (NoClobber && File.Exists(OutputPath)) throw EvalErrors.ReportExists(OutputPath);
    }
}
