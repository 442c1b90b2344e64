namespace RealtimeEvals.Audio;

/// <summary>
/// The Kaiser window for linear-phase filters. Source: Kaiser and Schafer, "On the use of the I0-sinh window for spectrum analysis"
/// (1980): beta = 0.1102 (A - 8.7) above 50 dB, length = (A - 7.95) / (14.36 x transition).
/// </summary>
internal static class KaiserWindow
{
    /// <summary>Returns the odd number of taps for an attenuation and a transition width.</summary>
    /// <param name="attenuationDb">Stop-band attenuation in dB, above 50.</param>
    /// <param name="transition">Transition width as a fraction of the sample rate.</param>
    public static int Length(double attenuationDb, double transition) =>
        (int)Math.Ceiling((attenuationDb - 7.95) / (14.36 * transition)) | 1;

    /// <summary>Returns one windowed tap of an ideal low pass.</summary>
    /// <param name="offset">The tap's distance from the middle, in samples.</param>
    /// <param name="half">Half the filter's length.</param>
    /// <param name="cutoff">The band edge as a fraction of the sample rate.</param>
    /// <param name="attenuationDb">Stop-band attenuation in dB, above 50.</param>
    public static double LowPassTap(double offset, double half, double cutoff, double attenuationDb)
    {
        double beta = 0.1102 * (attenuationDb - 8.7);
        double ratio = offset / half;
        double ideal = offset == 0 ? 2 * cutoff : Math.Sin(2 * Math.PI * cutoff * offset) / (Math.PI * offset);
        return ideal * BesselI0(beta * Math.Sqrt(Math.Max(0, 1 - ratio * ratio))) / BesselI0(beta);
    }

    /// <summary>Returns the modified Bessel function of order zero, computed by its power series.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
