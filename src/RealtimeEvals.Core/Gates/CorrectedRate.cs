using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>
/// A pass rate by a judge, corrected by how often the judge was right on labelled items (<see cref="JudgeCorrection"/>). Where several
/// values come from one case, the interval counts each case once.
/// </summary>
internal static class CorrectedRate
{
    /// <summary>Returns the rate and its interval; nulls where the agreement does not allow it.</summary>
    /// <param name="agreement">What is known of the judge.</param>
    /// <param name="rate">The rate by the judge, 0 to 1.</param>
    /// <param name="count">The number of independent values behind it, at least 1.</param>
    public static (double? Rate, Interval? Interval) Of(JudgeAgreement agreement, double rate, int count)
    {
        if (agreement is not { Sensitivity: double sensitivity, Specificity: double specificity }) return (null, null);
        if (JudgeCorrection.Of(rate, sensitivity, specificity) is not double corrected) return (null, null);
        Interval? interval = JudgeCorrection.IntervalOf(
            (int)Math.Round(rate * count),
            count,
            agreement.TruePass,
            agreement.TruePass + agreement.FalseFail,
            agreement.TrueFail,
            agreement.TrueFail + agreement.FalsePass);
        return (corrected, interval);
    }

    /// <summary>Returns the agreement with the corrected pass rate of its own run.</summary>
    /// <param name="agreement">The agreement with its raw rate.</param>
    /// <param name="count">The number of independent values behind that rate; 0 where there are none.</param>
    public static JudgeAgreement AddTo(JudgeAgreement agreement, int count)
    {
        if (agreement.RawPassRate is not double raw || count == 0) return agreement;
        (double? rate, Interval? interval) = Of(agreement, raw, count);
        return agreement with
        {
            CorrectedPassRate = rate,
            CorrectedPassRateLow = interval?.Low,
            CorrectedPassRateHigh = interval?.High,
        };
    }

    /// <summary>Returns why there is no corrected rate.</summary>
    public static string WhyNot(JudgeAgreement agreement) => agreement switch
    {
        { RawPassRate: null } => "no corrected rate: nothing is graded",
        { Sensitivity: null } => "no corrected rate: people passed no item",
        { Specificity: null } => "no corrected rate: people failed no item",
        _ => "no corrected rate: sensitivity and specificity together are not above 1, so that the grader is no better than chance",
    };
}
