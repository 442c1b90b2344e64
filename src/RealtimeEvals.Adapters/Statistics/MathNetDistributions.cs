using MathNet.Numerics.Distributions;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Adapters.Statistics;

/// <summary>The distributions of Math.NET Numerics.</summary>
internal sealed class MathNetDistributions : IDistributions
{
    public double NormalCdf(double x) => Normal.CDF(0, 1, x);

    public double NormalQuantile(double probability) => Normal.InvCDF(0, 1, probability);

    public double StudentQuantile(double probability, double degrees) => StudentT.InvCDF(0, 1, degrees, probability);

    public double BetaQuantile(double probability, double a, double b) => Beta.InvCDF(a, b, probability);

    public double BinomialCdf(int successes, int trials, double share) =>
        successes < 0 ? 0 : successes >= trials ? 1 : Binomial.CDF(share, trials, successes);
}
