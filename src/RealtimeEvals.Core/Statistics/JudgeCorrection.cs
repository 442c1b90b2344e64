namespace RealtimeEvals.Statistics;

/// <summary>
/// A rate that an imperfect judge gave, corrected by how often the judge was right on labelled cases: W. J. Rogan and B. Gladen, Estimating
/// prevalence from the results of a screening test, American Journal of Epidemiology 107 (1978), 71-76. The interval, which carries the
/// uncertainty of the calibration too: Z. Lang and J. Reiczigel, Confidence limits for prevalence of disease adjusted for estimated
/// sensitivity and specificity, Preventive Veterinary Medicine 113 (2014), 13-22.
/// </summary>
internal static class JudgeCorrection
{
    /// <summary>Returns the corrected rate, kept within 0 and 1; null when the judge is no better than chance.</summary>
    /// <param name="rate">The rate by the judge, 0 to 1.</param>
    /// <param name="sensitivity">The share of truly passing cases that the judge passed.</param>
    /// <param name="specificity">The share of truly failing cases that the judge failed.</param>
    public static double? Of(double rate, double sensitivity, double specificity)
    {
        double worth = sensitivity + specificity - 1;
        return worth > 0 ? Math.Clamp((rate + specificity - 1) / worth, 0, 1) : null;
    }

    /// <summary>Returns the interval at 95 %; null when the judge is no better than chance, or when one of the counts is 0.</summary>
    /// <param name="passed">Cases that the judge passed, without a label.</param>
    /// <param name="total">Cases that the judge judged, without a label.</param>
    /// <param name="rightPasses">Truly passing cases that the judge passed.</param>
    /// <param name="truePasses">Truly passing cases.</param>
    /// <param name="rightFails">Truly failing cases that the judge failed.</param>
    /// <param name="trueFails">Truly failing cases.</param>
    public static Interval? IntervalOf(int passed, int total, int rightPasses, int truePasses, int rightFails, int trueFails)
    {
        if (total <= 0 || truePasses <= 0 || trueFails <= 0) return null;
        const double Square = WilsonInterval.Z * WilsonInterval.Z;
        double count = total + Square;
        double rate = (passed + Square / 2) / count;
        double sensitivity = (rightPasses + 1.0) / (truePasses + 2);
        double specificity = (rightFails + 1.0) / (trueFails + 2);
        double worth = sensitivity + specificity - 1;
        if (worth <= 0) return null;
        double corrected = (rate + specificity - 1) / worth;
        double ofSensitivity = sensitivity * (1 - sensitivity) / (truePasses + 2);
        double ofSpecificity = specificity * (1 - specificity) / (trueFails + 2);
        double shift = 2 * Square * (corrected * ofSensitivity - (1 - corrected) * ofSpecificity);
        double variance = rate * (1 - rate) / count
            + corrected * corrected * ofSensitivity
            + (1 - corrected) * (1 - corrected) * ofSpecificity;
        double half = WilsonInterval.Z * Math.Sqrt(variance) / worth;
        return new Interval(Math.Clamp(corrected + shift - half, 0, 1), Math.Clamp(corrected + shift + half, 0, 1));
    }
}
